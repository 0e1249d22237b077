import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { closedPort } from './closed-port.ts'
import { environment, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'
import { ALICE } from './users.ts'

/** Proxies that nobody here wrote, on loopback, with alice who may use them. Gives the port. */
export type StartProxy = (scope: Scope) => Promise<number>

/** Squid from Debian. Its NTLM is Samba's verifier, which knows one password and no domain. */
export function squid(scheme: 'basic' | 'digest' | 'ntlm'): StartProxy {
  return async (scope) => {
    const [dir, port] = [await openDir(scope), await closedPort()]
    await writeUsers(dir)
    await writeFile(join(dir, 'smb.conf'), smbSettings(dir))
    await writeFile(join(dir, 'squid.conf'), squidSettings(dir, port, scheme))
    // By its name its shared memory is named.
    const args = ['-N', '-n', `e2e${port}`, '-f', join(dir, 'squid.conf')]
    return started(scope, '/usr/sbin/squid', args, port)
  }
}

/** Apache from Debian as a forward proxy. */
export function apache(scheme: 'basic' | 'digest'): StartProxy {
  return async (scope) => {
    const [dir, port] = [await openDir(scope), await closedPort()]
    await writeUsers(dir)
    await writeFile(join(dir, 'apache.conf'), apacheSettings(dir, port, scheme))
    const args = ['-DFOREGROUND', '-f', join(dir, 'apache.conf')]
    return started(scope, '/usr/sbin/apache2', args, port)
  }
}

export const tinyproxy: StartProxy = async (scope) => {
  const [dir, port] = [await openDir(scope), await closedPort()]
  const settings = `Port ${port}\nListen 127.0.0.1\nMaxClients 50\nLogFile "${dir}/log"\nBasicAuth ${ALICE.user} ${ALICE.password}\n`
  await writeFile(join(dir, 'tinyproxy.conf'), settings)
  return started(scope, '/usr/bin/tinyproxy', ['-d', '-c', join(dir, 'tinyproxy.conf')], port)
}

/** Those programs become another user before they open their files. */
async function openDir(scope: Scope): Promise<string> {
  const dir = await tempDir(scope)
  await chmod(dir, 0o777)
  return dir
}

async function started(
  scope: Scope,
  file: string,
  args: readonly string[],
  port: number,
): Promise<number> {
  const child = spawn(file, args, { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] })
  scope.after(() => stop(child))
  let said = ''
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (tries > 200 || child.exitCode !== null) throw new Error(`${file} does not listen: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return port
}

function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  }).then((is) => {
    socket.destroy()
    return is as boolean
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'close')
}

function squidSettings(dir: string, port: number, scheme: 'basic' | 'digest' | 'ntlm'): string {
  const programs = {
    basic: `/usr/lib/squid/basic_ncsa_auth ${dir}/basic`,
    digest: `/usr/lib/squid/digest_file_auth -c ${dir}/digest`,
    ntlm: `/usr/bin/ntlm_auth --helper-protocol=squid-2.5-ntlmssp --username=${ALICE.user} --password=${ALICE.password} --domain=TESTDOM --configfile=${dir}/smb.conf`,
  }
  const realm = scheme === 'ntlm' ? 'keep_alive on' : 'realm test'
  return `http_port 127.0.0.1:${port}
pid_filename ${dir}/squid.pid
access_log stdio:${dir}/access.log
cache_log ${dir}/cache.log
coredump_dir ${dir}
cache deny all
cache_mem 8 MB
pinger_enable off
shutdown_lifetime 0 seconds
auth_param ${scheme} program ${programs[scheme]}
auth_param ${scheme} children 1
auth_param ${scheme} ${realm}
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
`
}

function apacheSettings(dir: string, port: number, scheme: 'basic' | 'digest'): string {
  const modules = [
    ...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user'],
    ...[`auth_${scheme}`, 'proxy', 'proxy_http', 'proxy_connect'],
  ].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  const kind = scheme === 'basic' ? 'Basic' : 'Digest'
  return `ServerRoot ${dir}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${dir}/apache.pid
DefaultRuntimeDir ${dir}
ErrorLog ${dir}/error.log
${modules.join('\n')}
User www-data
Group www-data
ProxyRequests On
AllowCONNECT 1-65535
<Proxy "*">
  AuthType ${kind}
  AuthName test
  Auth${kind}Provider file
  AuthUserFile ${dir}/${scheme}
  Require valid-user
</Proxy>
`
}

function smbSettings(dir: string): string {
  const dirs = ['lock', 'state', 'cache', 'private', 'pid'].map(
    (name) => `  ${name} ${name === 'private' ? 'dir' : 'directory'} = ${dir}/${name}`,
  )
  return `[global]\n  workgroup = TESTDOM\n${dirs.join('\n')}\n`
}

/** With apr1 and MD5, which are what both read from a file. */
async function writeUsers(dir: string): Promise<void> {
  const { user, password } = ALICE
  const hashed = await run('openssl', ['passwd', '-apr1', '-stdin'], { input: password })
  if (hashed.code !== 0) throw new Error(hashed.stderr)
  await writeFile(join(dir, 'basic'), `${user}:${hashed.stdout.trim()}\n`)
  // RFC 7616 §3.4.2.
  const ha1 = createHash('md5').update(`${user}:test:${password}`).digest('hex')
  await writeFile(join(dir, 'digest'), `${user}:test:${ha1}\n`)
}
