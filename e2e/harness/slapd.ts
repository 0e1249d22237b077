import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { closedPort } from './closed-port.ts'
import { environment, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

export const SLAPD = '/usr/sbin/slapd'

/** A directory of Debian's OpenLDAP, for one test file. */
export interface Slapd {
  readonly url: string
  readonly port: number
  start(): Promise<void>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
  /** Stops it in the middle of whatever it does; connections stay open, nobody answers. */
  freeze(): Promise<void>
  thaw(): void
  /** Adds entries or changes them, in LDIF, with all rights. */
  modify(ldif: string): Promise<void>
}

export interface SlapdOptions {
  readonly ldif: string
  readonly tls?: { readonly key: string; readonly certificate: string; readonly authority: string }
}

export const SUFFIX = 'dc=example,dc=org'
const ADMIN = ['-D', `cn=admin,${SUFFIX}`, '-w', 'admin']

/** Not started yet; stopped at the end of the scope. */
export async function makeSlapd(scope: Scope, options: SlapdOptions): Promise<Slapd> {
  const directory = await tempDir(scope)
  const config = join(directory, 'slapd.conf')
  await mkdir(join(directory, 'data'))
  await writeFile(config, configuration(directory, options), { mode: 0o600 })
  await writeFile(join(directory, 'content.ldif'), options.ldif)
  // A copy: the one that is installed may read nothing but /etc/ldap where AppArmor is on.
  const program = join(directory, 'slapd')
  await copyFile(SLAPD, program)
  await must(program, ['-T', 'add', '-f', config, '-l', join(directory, 'content.ldif')])
  const port = await closedPort()
  const url = `ldap://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  async function kill(): Promise<void> {
    if (!isRunning(child)) return
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }

  scope.after(kill)
  return {
    url,
    port,
    async start() {
      if (isRunning(child)) return
      // `-d 0` keeps it in the foreground, so that it ends with us.
      child = spawn(program, ['-d', '0', '-f', config, '-h', url], {
        env: environment(),
        stdio: 'ignore',
      })
      await listening(port, child)
    },
    kill,
    async freeze() {
      child?.kill('SIGSTOP')
      // Each thread stops when it next comes from the kernel, and one may be waiting there.
      while (!(await isStopped(child?.pid ?? 0))) await delay(5)
    },
    thaw: () => void child?.kill('SIGCONT'),
    async modify(ldif) {
      await must('ldapmodify', ['-x', '-H', url, ...ADMIN], ldif)
    },
  }
}

function isRunning(child: ChildProcess | undefined): child is ChildProcess {
  return child !== undefined && child.exitCode === null && child.signalCode === null
}

async function isStopped(pid: number): Promise<boolean> {
  const threads = await readdir(`/proc/${pid}/task`)
  const states = threads.map(async (thread) => {
    const stat = await readFile(`/proc/${pid}/task/${thread}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3)
  })
  return (await Promise.all(states)).every((state) => state === 'T')
}

function configuration(directory: string, { tls }: SlapdOptions): string {
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis']
  return [
    ...schemas.map((schema) => `include /etc/ldap/schema/${schema}.schema`),
    'modulepath /usr/lib/ldap',
    ...['back_mdb', 'memberof', 'ppolicy', 'argon2'].map((module) => `moduleload ${module}`),
    `pidfile ${join(directory, 'pid')}`,
    ...(tls
      ? [
          `TLSCACertificateFile ${tls.authority}`,
          `TLSCertificateFile ${tls.certificate}`,
          `TLSCertificateKeyFile ${tls.key}`,
        ]
      : []),
    'database mdb',
    `suffix "${SUFFIX}"`,
    `rootdn "cn=admin,${SUFFIX}"`,
    'rootpw admin',
    `directory ${join(directory, 'data')}`,
    'dbnosync',
    'overlay memberof',
    'overlay ppolicy',
    `ppolicy_default "cn=default,${SUFFIX}"`,
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by users read by * none',
    '',
  ].join('\n')
}

async function must(file: string, args: readonly string[], input?: string): Promise<void> {
  const ran = await run(file, args, input === undefined ? {} : { input })
  if (ran.code !== 0) throw new Error(`${file} ${args.join(' ')}: ${ran.stderr}`)
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
    await delay(25)
  }
  throw new Error('slapd does not listen')
}
