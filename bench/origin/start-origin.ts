/** The two servers behind the proxies. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram, versionOf } from '../peers/installed.ts'

export interface Origin {
  readonly port: number
  /** Named in the results: another origin is another measurement. */
  readonly name: string
}

/** Ours: fast in bulk, and it holds thousands of idle connections. */
export async function startOrigin(scope: Scope): Promise<Origin> {
  const port = await freePort()
  const program = path.join(import.meta.dirname, 'origin.ts')
  await scope.start(process.execPath, [program, String(port)]).listening(port)
  return { port, name: 'bench/origin' }
}

/**
 * For small answers nginx where it is installed: it takes less of a shared core than ours, and it sends
 * head and body in two segments, as the file servers of the world do; a proxy must cope with that.
 */
export async function startFileServer(scope: Scope): Promise<Origin> {
  const nginx = findProgram('nginx')
  return nginx === undefined ? startOrigin(scope) : startNginx(scope, nginx)
}

export interface SecureOrigin extends Origin {
  readonly securePort: number
  /** A file with the certificate, which is its own authority. */
  readonly authority: string
}

/** The same files over http and https. Needs nginx and openssl. */
export async function startSecureFileServer(scope: Scope): Promise<SecureOrigin> {
  const secure = { securePort: await freePort(), authority: scope.path('origin.pem') }
  makeCertificate(scope.directory)
  const tls = `server { listen 127.0.0.1:${secure.securePort} ssl backlog=4096; root ${scope.path('www')};
    ssl_certificate ${secure.authority}; ssl_certificate_key ${scope.path('origin.key')}; }`
  return { ...(await startNginx(scope, findProgram('nginx')!, tls)), ...secure }
}

async function startNginx(scope: Scope, nginx: string, more: string = ''): Promise<Origin> {
  const port = await freePort()
  fs.mkdirSync(scope.path('www'))
  scope.write('www/1k', 'x'.repeat(1024))
  const config = scope.write('origin.conf', fileServerConfig(scope.directory, port, more))
  await scope.start(nginx, ['-p', scope.directory, '-c', config]).listening(port)
  return { port, name: `nginx ${versionOf(nginx, ['-v'])}` }
}

function makeCertificate(directory: string): void {
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', 'origin.key', '-out', 'origin.pem', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ],
    { cwd: directory, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr}`)
}

function fileServerConfig(directory: string, port: number, more: string): string {
  return `daemon off; master_process off; pid ${directory}/origin.pid; error_log stderr warn;
events { worker_connections 10000; }
http {
  access_log off; sendfile on; keepalive_requests 100000000;
  client_body_temp_path ${directory}/origin-body; proxy_temp_path ${directory}/origin-proxy;
  fastcgi_temp_path ${directory}/origin-fastcgi; uwsgi_temp_path ${directory}/origin-uwsgi;
  scgi_temp_path ${directory}/origin-scgi;
  server { listen 127.0.0.1:${port} backlog=4096; root ${directory}/www; }
  ${more}
}
`
}
