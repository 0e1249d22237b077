import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { run } from './run-program.ts'

/** The package the registry has, and the text that requiring it gives. */
export const PACKAGE = {
  name: 'greeting-from-test',
  version: '1.2.3',
  text: 'hello from a package',
}

/** A tarball as `npm pack` would make it. */
export async function makeTarball(dir: string): Promise<Buffer> {
  await mkdir(join(dir, 'package'))
  const { name, version, text } = PACKAGE
  await writeFile(join(dir, 'package/package.json'), JSON.stringify({ name, version }))
  await writeFile(join(dir, 'package/index.js'), `module.exports = ${JSON.stringify(text)}\n`)
  const ran = await run('tar', ['-czf', 'package.tgz', 'package'], { cwd: dir })
  if (ran.code !== 0) throw new Error(ran.stderr)
  return readFile(join(dir, 'package.tgz'))
}

/** The two resources of a registry that an installation reads: the package's document and its tarball. */
export function serveRegistry(tarball: Buffer): RequestListener {
  return (request, response) => {
    if (request.url?.endsWith('.tgz')) return void response.end(tarball)
    if (request.url !== `/${PACKAGE.name}`) return void response.writeHead(404).end('{}')
    const { socket } = request
    const scheme = 'encrypted' in socket ? 'https' : 'http'
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(document(`${scheme}://${request.headers.host}`, tarball)))
  }
}

function document(base: string, tarball: Buffer): object {
  const { name, version } = PACKAGE
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  const dist = { tarball: `${base}/${name}/-/${name}-${version}.tgz`, integrity }
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { name, version, dist } },
  }
}

/** A package as a registry has it. */
export interface Published {
  readonly manifest: { readonly name: string; readonly version: string }
  readonly tarball: Buffer
}

/** Packs a folder as `npm publish` would, without running what it says to run. */
export async function pack(folder: string, to: string): Promise<Published> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const args = ['pack', folder, '--ignore-scripts', '--silent', '--offline']
  const ran = await run('npm', args, { cwd: to, env: { HOME: to } })
  if (ran.code !== 0) throw new Error(ran.stderr)
  return { manifest, tarball: await readFile(join(to, ran.stdout.trim())) }
}

/** A registry with one version of each of these packages. */
export function servePackages(packages: readonly Published[]): RequestListener {
  return (request, response) => {
    const [name, file] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/')
    const found = packages.find(({ manifest }) => manifest.name === name)
    if (found === undefined) return void response.writeHead(404).end('{}')
    const { manifest, tarball } = found
    if (file) return void response.end(tarball)
    const { version } = manifest
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
    const dist = { tarball: `http://${request.headers.host}/${name}/-/${version}.tgz`, integrity }
    const versions = { [version]: { ...manifest, dist } }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions }))
  }
}
