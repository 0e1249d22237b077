import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { closedPort } from './closed-port.ts'
import { environment, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'
import { ALICE } from './users.ts'

/** Somebody else's proxy, on loopback, that lets in ALICE and nobody else. */
export interface Peer {
  readonly port: number
  readonly pid: number
}

export const NCSA = '/usr/lib/squid/basic_ncsa_auth'
export const DIGEST_FILE = '/usr/lib/squid/digest_file_auth'
export const KERBEROS = '/usr/lib/squid/negotiate_kerberos_auth'
/** Below it Squid lets nobody go. Since its line ends with an item about users, it says so with a 407. */
export const BARRED = 'barred.example'
export const SAMBA_DOMAIN = 'TESTDOM'

export type SquidScheme = 'basic' | 'digest' | 'ntlm' | { readonly keytab: string }

/** Squid with one of its own programs that verify. */
export async function startSquid(
  scope: Scope,
  scheme: SquidScheme,
  env: Readonly<Record<string, string>> = {},
): Promise<Peer> {
  const port = await closedPort()
  const args = await squidAt(scope, scheme, `127.0.0.1:${port}`)
  return startPeer(scope, port, 'squid', args, env)
}

/** The arguments for a Squid that listens at these addresses, and says on standard error when it does. */
export async function squidAt(
  scope: Scope,
  scheme: SquidScheme,
  ...addresses: readonly string[]
): Promise<readonly string[]> {
  const dir = await openDir(scope)
  const config = join(dir, 'squid.conf')
  await writeFile(config, squidConfig(dir, addresses, await squidScheme(dir, scheme)))
  // A name of its own: by it Squid's shared memory is named, and what a killed one left is in the way.
  const name = addresses.join('').replace(/\W/g, '')
  return ['-N', '-d1', '-n', `parent${name}`, '-f', config]
}

function squidConfig(dir: string, addresses: readonly string[], scheme: string): string {
  return `${addresses.map((address) => `http_port ${address}\n`).join('')}
pid_filename ${dir}/squid.pid
access_log none
cache_log ${dir}/cache.log
coredump_dir ${dir}
cache deny all
pinger_enable off
shutdown_lifetime 0 seconds
max_filedescriptors 1024
${scheme}
acl known proxy_auth REQUIRED
acl barred dstdomain .${BARRED}
http_access deny barred known
http_access allow known
http_access deny all
`
}

async function squidScheme(dir: string, scheme: SquidScheme): Promise<string> {
  if (typeof scheme === 'object') {
    return `auth_param negotiate program ${KERBEROS} -k ${scheme.keytab} -s HTTP/localhost
auth_param negotiate children 2 startup=1 idle=1
auth_param negotiate keep_alive on`
  }
  if (scheme === 'basic') {
    await writeFile(join(dir, 'passwd'), await htpasswdLine())
    return `auth_param basic program ${NCSA} ${dir}/passwd\nauth_param basic realm Squid`
  }
  if (scheme === 'digest') {
    await writeFile(join(dir, 'digest'), digestLine('Squid'))
    return `auth_param digest program ${DIGEST_FILE} -c ${dir}/digest\nauth_param digest realm Squid`
  }
  return `auth_param ntlm program ${await sambaHelper(dir)}
auth_param ntlm children 2 startup=1 idle=1
auth_param ntlm keep_alive on`
}

/** Verifies without a domain, because it is told the password. */
async function sambaHelper(dir: string): Promise<string> {
  const kinds = ['lock', 'state', 'cache', 'private', 'pid']
  for (const kind of kinds) {
    await mkdir(join(dir, kind))
    await chmod(join(dir, kind), 0o777)
  }
  const directories = kinds.map((kind) => {
    const name = kind === 'private' ? 'private dir' : `${kind} directory`
    return `${name} = ${join(dir, kind)}`
  })
  const settings = join(dir, 'smb.conf')
  const lines = ['[global]', `workgroup = ${SAMBA_DOMAIN}`, ...directories, '']
  await writeFile(settings, lines.join('\n'))
  const { user, password } = ALICE
  const login = `--username=${user} --password=${password} --domain=${SAMBA_DOMAIN}`
  return `/usr/bin/ntlm_auth --helper-protocol=squid-2.5-ntlmssp ${login} --configfile=${settings}`
}

/** Apache's mod_proxy as a forward proxy. */
export async function startApache(scope: Scope, scheme: 'basic' | 'digest'): Promise<Peer> {
  const dir = await openDir(scope)
  const port = await closedPort()
  const file = join(dir, 'users')
  await writeFile(file, scheme === 'basic' ? await htpasswdLine() : digestLine('Apache'))
  const config = join(dir, 'apache.conf')
  await writeFile(config, apacheConfig(dir, port, file, scheme))
  return startPeer(scope, port, 'apache2', ['-DFOREGROUND', '-f', config])
}

function apacheConfig(dir: string, port: number, file: string, scheme: string): string {
  const modules = [...APACHE_MODULES, `auth_${scheme}`].map(
    (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
  )
  const kind = scheme === 'basic' ? 'Basic' : 'Digest'
  return `ServerRoot ${dir}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${dir}/apache.pid
DefaultRuntimeDir ${dir}
ErrorLog ${dir}/apache.err
${modules.join('\n')}
<IfModule unixd_module>
  User www-data
  Group www-data
</IfModule>
StartServers 1
ProxyRequests On
ProxyVia On
AllowCONNECT 1-65535
<Proxy "*">
  AuthType ${kind}
  AuthName Apache
  Auth${kind}Provider file
  AuthUserFile ${file}
  Require valid-user
</Proxy>
`
}

export async function startTinyproxy(scope: Scope): Promise<Peer> {
  const dir = await openDir(scope)
  const port = await closedPort()
  const config = join(dir, 'tinyproxy.conf')
  await writeFile(
    config,
    `Port ${port}
Listen 127.0.0.1
Timeout 60
LogFile "${dir}/tinyproxy.log"
BasicAuth ${ALICE.user} ${ALICE.password}
`,
  )
  return startPeer(scope, port, 'tinyproxy', ['-d', '-c', config])
}

/** A directory that a program may use which becomes another user at its start. */
export async function openDir(scope: Scope): Promise<string> {
  const dir = await tempDir(scope)
  await chmod(dir, 0o777)
  return dir
}

async function htpasswdLine(): Promise<string> {
  const { stdout } = await run('openssl', ['passwd', '-apr1', '-stdin'], { input: ALICE.password })
  return `${ALICE.user}:${stdout.trim()}\n`
}

function digestLine(realm: string): string {
  const { user, password } = ALICE
  const ha1 = createHash('md5').update(`${user}:${realm}:${password}`).digest('hex')
  return `${user}:${realm}:${ha1}\n`
}

/** Starts a program and waits until something listens at the port. */
export async function startPeer(
  scope: Scope,
  port: number,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Peer> {
  const path = `${environment()['PATH']}:/usr/sbin:/sbin`
  const child = spawn(program, args, {
    env: environment({ ...env, PATH: path }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-4_000)
  })
  const kill = (): unknown => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  scope.after(() => end(child))
  await listening(port, child, () => `${program}: ${said}`)
  return { port, pid: child.pid ?? 0 }
}

async function listening(port: number, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; ; tries++) {
    if (await connects(port)) return
    if (tries > 1_200 || child.exitCode !== null) throw new Error(`it does not listen: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

function connects(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).then((isThere) => {
    socket.destroy()
    return isThere as boolean
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await once(child, 'close')
  clearTimeout(timer)
}

const APACHE_MODULES = [
  ...['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user'],
  ...['proxy', 'proxy_http', 'proxy_connect'],
]
