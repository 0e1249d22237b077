import { PASSWORD, USER } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram, versionOf } from './installed.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: it has no keep-alive, so every request is a connection on both sides: that is what it costs.
 * One thread per connection. Connections are logged to a file.
 */
export const tinyproxy: Peer = { name: 'tinyproxy', role: 'forward', version, start }

function version(): string | undefined {
  const program = findProgram('tinyproxy')
  return program && versionOf(program, ['-v'])
}

async function start(scope: Scope): Promise<Running> {
  const port = await freePort()
  const config = scope.write('tinyproxy.conf', tinyproxyConfig(scope.directory, port))
  const program = scope.start(findProgram('tinyproxy')!, ['-d', '-c', config])
  await program.listening(port)
  return { pid: program.pid, port }
}

function tinyproxyConfig(directory: string, port: number): string {
  return `Port ${port}
Listen 127.0.0.1
Timeout 600
MaxClients 8000
LogFile "${directory}/tinyproxy.log"
LogLevel Connect
BasicAuth ${USER} ${PASSWORD}
`
}
