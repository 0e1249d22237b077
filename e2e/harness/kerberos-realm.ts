import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { closedPort } from './closed-port.ts'
import { kerberosLibrary } from './kerberos-library.ts'
import { run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

export const KERBEROS_REALM = 'TEST.EXAMPLE'
/** What a realm and its library cannot do without. */
export const KERBEROS_PROGRAMS: readonly string[] = [
  'krb5kdc',
  'kadmin.local',
  'kinit',
  'krb5-config',
]

/** A KDC of MIT's on loopback, with one user and one service. */
export interface KerberosRealm {
  /** For programs that are to use it: where its configuration is, and a cache for tickets. */
  readonly env: Readonly<Record<string, string>>
  /** With the key of HTTP/localhost. */
  readonly keytab: string
  /** Gets a ticket for alice into the cache of `env`. */
  signIn(): Promise<void>
  /** Runs commands of `kadmin.local`. */
  administer(...queries: readonly string[]): Promise<void>
}

export interface SignedInRealm extends KerberosRealm {
  /** Where the npm package `kerberos` is. */
  readonly library: string
}

/** With a ticket for alice, and with the library that proxies and clients in Node use it by. */
export async function startSignedInRealm(scope: Scope): Promise<SignedInRealm> {
  const library = await kerberosLibrary()
  const realm = await startRealm(scope)
  await realm.signIn()
  return { ...realm, library }
}

async function startRealm(scope: Scope): Promise<KerberosRealm> {
  const dir = await tempDir(scope)
  const port = await closedPort()
  const at = (name: string) => join(dir, name)
  await writeFile(at('krb5.conf'), clientSettings(port))
  await writeFile(at('kdc.conf'), kdcSettings(port, dir))
  const env = {
    KRB5_CONFIG: at('krb5.conf'),
    KRB5_KDC_PROFILE: at('kdc.conf'),
    KRB5CCNAME: `FILE:${at('tickets')}`,
    KRB5RCACHENAME: `dfl:`,
    KRB5RCACHEDIR: dir,
    PATH: `${process.env['PATH']}:/usr/sbin:/sbin`,
  }
  const tool = async (file: string, args: readonly string[], input = ''): Promise<void> => {
    const { code, stderr } = await run(file, args, { env, input })
    if (code !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`)
  }
  const administer = async (...queries: readonly string[]): Promise<void> => {
    for (const query of queries) await tool('kadmin.local', ['-r', KERBEROS_REALM, '-q', query])
  }
  await tool('kdb5_util', ['create', '-s', '-r', KERBEROS_REALM, '-P', 'master'])
  const keytab = at('http.keytab')
  await administer(
    `addprinc -pw opensesame alice`,
    'addprinc -randkey HTTP/localhost',
    `ktadd -k ${keytab} HTTP/localhost`,
  )
  const kdc = spawn('krb5kdc', ['-n'], { env, stdio: 'ignore' })
  scope.after(() => stop(kdc))
  await listening(port)
  return { env, keytab, signIn: () => tool('kinit', ['alice'], 'opensesame\n'), administer }
}

function clientSettings(port: number): string {
  return `[libdefaults]
  default_realm = ${KERBEROS_REALM}
  dns_lookup_realm = false
  dns_lookup_kdc = false
  rdns = false
  dns_canonicalize_hostname = false
  udp_preference_limit = 1
[realms]
  ${KERBEROS_REALM} = {
    kdc = 127.0.0.1:${port}
  }
[domain_realm]
  localhost = ${KERBEROS_REALM}
`
}

function kdcSettings(port: number, dir: string): string {
  return `[kdcdefaults]
  kdc_listen = 127.0.0.1:${port}
  kdc_tcp_listen = 127.0.0.1:${port}
[realms]
  ${KERBEROS_REALM} = {
    database_name = ${dir}/principal
    key_stash_file = ${dir}/stash
    acl_file = ${dir}/kadm5.acl
    max_life = 10h
  }
[logging]
  kdc = FILE:${dir}/kdc.log
`
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; ; tries++) {
    const socket = connect(port, '127.0.0.1')
    const [isThere] = await Promise.race([
      once(socket, 'connect').then(() => [true]),
      once(socket, 'error').then(() => [false]),
    ]).catch(() => [false])
    socket.destroy()
    if (isThere) return
    if (tries > 1_200) throw new Error('the KDC does not listen')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'close')
}
