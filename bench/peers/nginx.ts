import { SHA1_LINE } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram, versionOf } from './installed.ts'
import type { Peer, Running } from './peer.ts'

/**
 * Fairness: a reverse proxy with one worker, so that it has one core as we have; keep-alive to the origin;
 * the cheapest password hash, because it hashes on every request; access log to a file, buffered.
 */
export const nginx: Peer = { name: 'nginx', role: 'reverse', version, start }

function version(): string | undefined {
  const program = findProgram('nginx')
  return program && versionOf(program, ['-v'])
}

async function start(scope: Scope, originPort: number): Promise<Running> {
  const port = await freePort()
  scope.write('nginx.htpasswd', SHA1_LINE)
  const config = scope.write('nginx.conf', nginxConfig(scope.directory, port, originPort))
  const program = scope.start(findProgram('nginx')!, ['-p', scope.directory, '-c', config])
  await program.listening(port)
  return { pid: program.pid, port }
}

function nginxConfig(directory: string, port: number, originPort: number): string {
  return `daemon off; worker_processes 1; pid ${directory}/nginx.pid; error_log stderr warn;
events { worker_connections 10000; }
http {
  access_log ${directory}/nginx.log combined buffer=64k; keepalive_requests 100000000;
  client_body_temp_path ${directory}/nginx-body; proxy_temp_path ${directory}/nginx-proxy;
  fastcgi_temp_path ${directory}/nginx-fastcgi; uwsgi_temp_path ${directory}/nginx-uwsgi;
  scgi_temp_path ${directory}/nginx-scgi;
  upstream origin {
    server 127.0.0.1:${originPort}; keepalive 64; keepalive_requests 100000000;
  }
  server {
    listen 127.0.0.1:${port} backlog=4096;
    auth_basic bench; auth_basic_user_file ${directory}/nginx.htpasswd;
    location / {
      # Bodies stay in memory: we relay them through no file either.
      proxy_http_version 1.1; proxy_set_header Connection ""; proxy_max_temp_file_size 0;
      proxy_pass http://origin;
    }
  }
}
`
}
