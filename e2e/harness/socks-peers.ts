import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closedPort } from './closed-port.ts'
import { missing } from './missing.ts'
import { openDir, type Peer, startPeer } from './parent-peers.ts'
import type { Scope } from './scope.ts'
import type { Credentials } from './users.ts'

const LIBRARIES = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`
const WRAPPER = `${LIBRARIES}/libpam_wrapper.so`
const MATRIX = `${LIBRARIES}/pam_wrapper/pam_matrix.so`

/** microsocks: small, and what routers run. */
export async function startMicrosocks(scope: Scope, login?: Credentials): Promise<Peer> {
  const port = await closedPort()
  const known = login ? ['-u', login.user, '-P', login.password] : []
  return startPeer(scope, port, 'microsocks', ['-i', '127.0.0.1', '-p', `${port}`, ...known])
}

/** Dante: what companies run. It knows people by PAM, which is pointed at a file here. */
export async function startDante(scope: Scope, login?: Credentials): Promise<Peer> {
  const dir = await openDir(scope)
  const port = await closedPort()
  const config = join(dir, 'danted.conf')
  await writeFile(config, danteConfig(port, login ? 'pam.username' : 'none'))
  const env = login ? await pamFor(dir, login) : {}
  const args = ['-f', config, '-p', join(dir, 'pid')]
  return startPeer(scope, port, 'danted', args, env)
}

/** Why one of them cannot run here. */
export const DANTE_MISSING: string | false = missing('/usr/sbin/danted')
export const DANTE_LOGIN_MISSING: string | false =
  DANTE_MISSING || (!existsSync(WRAPPER) && `not installed: ${WRAPPER}`)
export const MICROSOCKS_MISSING: string | false = missing('microsocks')

function danteConfig(port: number, method: string): string {
  const service = method === 'none' ? '' : 'pam.servicename: danted'
  return `logoutput: stderr
internal: 127.0.0.1 port = ${port}
external.protocol: ipv4 ipv6
external: lo
clientmethod: none
socksmethod: ${method}
user.privileged: root
user.unprivileged: nobody
client pass { from: 0/0 to: 0/0 }
socks pass {
  from: 0/0 to: 0/0
  protocol: tcp
  socksmethod: ${method}
  ${service}
}
`
}

/** The library of cwrap answers for PAM, so that no file of the machine is asked or changed. */
async function pamFor(
  dir: string,
  { user, password }: Credentials,
): Promise<Readonly<Record<string, string>>> {
  const known = join(dir, 'known')
  await writeFile(known, `${user}:${password}:danted\n`)
  const lines = ['auth', 'account'].map((kind) => `${kind} required ${MATRIX} passdb=${known}\n`)
  await writeFile(join(dir, 'danted'), lines.join(''))
  return { LD_PRELOAD: WRAPPER, PAM_WRAPPER: '1', PAM_WRAPPER_SERVICE_DIR: dir }
}
