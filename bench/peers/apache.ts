import { SHA1_LINE } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram, versionOf } from './installed.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: the event MPM; a worker for the origin with connection reuse, which a forward proxy does not have
 * by default; the cheapest password hash, because it hashes on every request; access log to a file, buffered.
 * A tunnel holds one of its threads.
 */
export const apache: Peer = { name: 'apache', role: 'forward', version, start }

function version(): string | undefined {
  const program = findProgram('apache2')
  return program && versionOf(program, ['-v'])
}

async function start(scope: Scope, originPort: number): Promise<Running> {
  const port = await freePort()
  scope.write('apache.htpasswd', SHA1_LINE)
  const config = scope.write('apache.conf', apacheConfig(scope.directory, port, originPort))
  const program = scope.start(findProgram('apache2')!, ['-DFOREGROUND', '-f', config])
  await program.listening(port)
  return { pid: program.pid, port }
}

function apacheConfig(directory: string, port: number, originPort: number): string {
  const modules = MODULES.map(
    (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  )
  return `ServerRoot ${directory}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${directory}/apache.pid
DefaultRuntimeDir ${directory}
ErrorLog ${directory}/apache.err
${modules.join('\n')}
<IfModule unixd_module>
  User www-data
  Group www-data
</IfModule>
ServerLimit 66
ThreadsPerChild 64
StartServers 2
MinSpareThreads 64
MaxSpareThreads 4224
MaxRequestWorkers 4224
MaxKeepAliveRequests 0
KeepAliveTimeout 60
Timeout 600
BufferedLogs On
CustomLog ${directory}/apache.log "%h %l %u %t \\"%r\\" %>s %b"
ProxyRequests On
ProxyVia On
AllowCONNECT 1-65535
<Proxy "*">
  AuthType Basic
  AuthName bench
  AuthBasicProvider file
  AuthUserFile ${directory}/apache.htpasswd
  Require valid-user
</Proxy>
<Proxy "http://127.0.0.1:${originPort}/">
  ProxySet enablereuse=on keepalive=on
</Proxy>
`
}

const MODULES = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'proxy',
  'proxy_http',
  'proxy_connect',
]
