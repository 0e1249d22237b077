import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Certificates, makeCertificates } from './certificates.ts'
import { makeRepository } from './git-origin.ts'
import { type Machine, plugIn, startMachine } from './machine.ts'
import { makeTarball } from './npm-registry.ts'
import { Printed } from './printed.ts'
import { environment, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

/** A company: a machine for its proxy, and one for people, whose only way out is that proxy. */
export interface Office {
  /** Where the proxy belongs: from here the web can be reached. */
  readonly gate: Machine
  /** It knows the names of the proxy and no others, and has a route to nowhere. */
  readonly desk: Machine
  readonly certificates: Certificates
  /** What the web was sent, a line of JSON for each request. */
  readonly web: Printed
}

/** Of the gate, as the desk sees it. */
export const GATE = '10.77.0.1'
export const DESK = '10.77.0.2'
/** Of every site, seen from the gate alone. */
const WEB = '198.51.100.10'
const SITES = [
  ...['example.com', 'registry.npmjs.org', 'git.example.com', 'pypi.org'],
  ...['files.pythonhosted.org', 'deb.debian.org'],
]
/** As the pages of the documents call it. */
const PROXY_NAMES = ['proxy.corp', 'proxy.example']

export async function openOffice(scope: Scope): Promise<Office> {
  const proxies = PROXY_NAMES.map((name) => `${GATE} ${name}`)
  const gate = await startMachine(scope, [...SITES.map((name) => `${WEB} ${name}`), ...proxies])
  const desk = await startMachine(scope, proxies)
  await gate.set(`ip address add ${WEB} dev lo`)
  await plugIn([gate, `${GATE}/24`], [desk, `${DESK}/24`])
  const certificates = await makeCertificates(scope, SITES.map((name) => `DNS:${name}`).join())
  const web = await serveWeb(scope, gate, certificates)
  return { gate, desk, certificates, web }
}

async function serveWeb(scope: Scope, gate: Machine, certificates: Certificates): Promise<Printed> {
  const directory = await tempDir(scope)
  await makeRepository(directory)
  await makeTarball(directory)
  await makeWheel(directory)
  await makeDebianPackage(directory)
  await writeFile(join(directory, 'origin.key'), certificates.key)
  await writeFile(join(directory, 'origin.pem'), certificates.certificate)
  const program = fileURLToPath(new URL('../programs/serve-office.ts', import.meta.url))
  return await startThere(scope, gate, process.execPath, [program, directory], /^ready$/m)
}

/** Runs a program there until the scope ends; ready when what it prints matches. */
export async function startThere(
  scope: Scope,
  machine: Machine,
  file: string,
  args: readonly string[],
  isReady: RegExp,
): Promise<Printed> {
  const env = environment({ PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` })
  const child = spawn(...machine.enter(file, args), { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (): unknown => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('close', () => process.off('exit', kill))
  const printed = new Printed()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => printed.add(text))
  }
  scope.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    const timer = setTimeout(kill, 3_000)
    await closed
    clearTimeout(timer)
  })
  await printed.until(isReady)
  return printed
}

async function makeWheel(directory: string): Promise<void> {
  const program = fileURLToPath(new URL('../programs/make_wheel.py', import.meta.url))
  await succeed('python3', [program, directory])
}

/** A flat repository (apt's sources.list(5)) with one package in it. */
async function makeDebianPackage(directory: string): Promise<void> {
  const root = join(directory, 'deb')
  await mkdir(join(root, 'DEBIAN'), { recursive: true })
  await chmod(root, 0o755)
  const about = [
    'Package: greeting',
    'Version: 1.2.3',
    'Architecture: all',
    'Maintainer: A <a@example.com>',
  ]
  const control = [...about, 'Description: says hello'].join('\n')
  await writeFile(join(root, 'DEBIAN/control'), `${control}\n`)
  const file = 'greeting_1.2.3_all.deb'
  await succeed('dpkg-deb', ['--build', '--root-owner-group', root, join(directory, file)])
  const built = await readFile(join(directory, file))
  const hash = createHash('sha256').update(built).digest('hex')
  const found = [`Filename: ./${file}`, `Size: ${built.length}`, `SHA256: ${hash}`]
  await writeFile(join(directory, 'Packages'), `${control}\n${found.join('\n')}\n\n`)
}

async function succeed(file: string, args: readonly string[]): Promise<void> {
  const ran = await run(file, args)
  if (ran.code !== 0) throw new Error(`${file}: ${ran.stderr}`)
}
