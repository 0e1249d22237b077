import { PASSWORD, USER } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram, versionOf } from './installed.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: a reverse proxy with one thread; connections to the origin are shared; the password is in plain
 * text, because it would hash on every request; log lines go to a file.
 */
export const haproxy: Peer = { name: 'haproxy', role: 'reverse', version, start }

function version(): string | undefined {
  const program = findProgram('haproxy')
  return program && versionOf(program, ['-v'])
}

async function start(scope: Scope, originPort: number): Promise<Running> {
  const port = await freePort()
  const config = scope.write('haproxy.cfg', haproxyConfig(port, originPort))
  const program = scope.start(findProgram('haproxy')!, ['-db', '-f', config], {
    stdout: 'with-errors',
  })
  await program.listening(port)
  return { pid: program.pid, port }
}

function haproxyConfig(port: number, originPort: number): string {
  return `global
  nbthread 1
  maxconn 8000
  log stdout format raw local0
userlist known
  user ${USER} insecure-password ${PASSWORD}
defaults
  mode http
  log global
  option httplog
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend clients
  bind 127.0.0.1:${port}
  http-request auth realm bench unless { http_auth(known) }
  default_backend origin
backend origin
  http-reuse always
  server origin 127.0.0.1:${originPort}
`
}
