import fs from 'node:fs'
import { APR1_LINE } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram, versionOf } from './installed.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: nothing is cached, neither in memory nor on disk, since we do not cache. Passwords are checked
 * by Squid's own program and the answer is kept for two hours, as we keep ours; that program's CPU counts.
 * The access log is written to a file, buffered, which is its cheapest way.
 */
export const squid: Peer = { name: 'squid', role: 'forward', version, start }

function version(): string | undefined {
  const program = findProgram('squid')
  return program && fs.existsSync(PASSWORD_PROGRAM) ? versionOf(program, ['-v']) : undefined
}

function start(scope: Scope): Promise<Running> {
  const passwords = scope.write('squid.htpasswd', APR1_LINE)
  return startSquid(
    scope,
    `auth_param basic program ${PASSWORD_PROGRAM} ${passwords}
auth_param basic children 2 startup=1 idle=1
auth_param basic realm bench
auth_param basic credentialsttl 2 hours`,
  )
}

/** @param scheme the lines of its configuration that say how it verifies */
export async function startSquid(scope: Scope, scheme: string): Promise<Running> {
  const port = await freePort()
  const directory = scope.path('squid')
  fs.mkdirSync(directory)
  // Started by root, it becomes another user before it opens its files.
  fs.chmodSync(directory, 0o777)
  const config = scope.write('squid.conf', squidConfig(directory, port, scheme))
  // A name of its own: by it Squid's shared memory is named, and what a killed one left is in the way.
  const program = scope.start(findProgram('squid')!, ['-N', '-n', `bench${port}`, '-f', config])
  await program.listening(port)
  return { pid: program.pid, port }
}

function squidConfig(directory: string, port: number, scheme: string): string {
  return `http_port 127.0.0.1:${port}
pid_filename ${directory}/squid.pid
access_log stdio:${directory}/access.log
buffered_logs on
cache_log ${directory}/cache.log
coredump_dir ${directory}
cache deny all
cache_mem 8 MB
pinger_enable off
max_filedescriptors 20000
shutdown_lifetime 0 seconds
${scheme}
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`
}

const PASSWORD_PROGRAM = '/usr/lib/squid/basic_ncsa_auth'
