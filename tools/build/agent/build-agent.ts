import fs from 'node:fs/promises'
import path from 'node:path'
import { replaceFolder } from '../replace-folder.ts'
import { bundleAgent } from './bundle-agent.ts'
import { writeDeclarations } from './declarations.ts'

/**
 * Writes the package `@hopwise/agent` as it is published: `lib/` with the modules, `types/` with what
 * TypeScript wants to know, and `node_modules/` with what it depends on, so that the folder runs where
 * it lies. `npm pack` leaves `node_modules/` out.
 *
 * @throws {Error} when the folder holds anything else, which then stays
 */
export function buildAgent(folder: string): Promise<void> {
  return replaceFolder(folder, 'lib', write)
}

async function write(folder: string): Promise<void> {
  const manifest = await readManifest(SOURCE)
  const { peerDependencies, peerDependenciesMeta } = await readManifest('packages/auth')
  const entries = entriesOf(manifest)
  const dependencies = theirs(manifest.dependencies)
  const outside = await bundleAgent(ROOT, path.join(folder, 'lib'), {
    ...Object.fromEntries(entries.map(({ name, source }) => [name, path.join(SOURCE, source)])),
    // Beside the modules that start it, under the name they know.
    'script-worker': path.join(SOURCE, 'src/pac/script-worker.ts'),
  })
  for (const name of outside) {
    if (!(name in dependencies)) throw new Error(`${name} is imported and is no dependency`)
  }
  const declared = await writeDeclarations(
    ROOT,
    path.join(folder, 'types'),
    entries.map(({ source }) => path.join(SOURCE, source)),
  )
  const exports = Object.fromEntries(
    entries.map(({ door, name }, index) => [
      door,
      { types: `./types/${declared[index]}`, default: `./lib/${name}.js` },
    ]),
  )
  // Whoever has `kerberos` installed gets Negotiate: auth looks for it, and is in the bundle.
  const peers = { peerDependencies, peerDependenciesMeta }
  const published = { ...publishedManifest(manifest), exports, dependencies, ...peers }
  await fs.writeFile(
    path.join(folder, 'package.json'),
    `${JSON.stringify(published, undefined, 2)}\n`,
  )
  await fs.copyFile(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'))
  for (const name of Object.keys(dependencies)) await copyPackage(name, folder)
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await fs.readFile(path.join(ROOT, folder, 'package.json'), 'utf8')) as Manifest
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly engines: object
  /** Door by door the source behind it. */
  readonly exports: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies?: object
  readonly peerDependenciesMeta?: object
}

interface Entry {
  /** As `exports` has it: `./pac`. */
  readonly door: string
  /** Of the module in `lib/`, without extension. */
  readonly name: string
  readonly source: string
}

/** `.` is `index`, `./pac` is `pac`. */
function entriesOf({ exports }: Manifest): readonly Entry[] {
  return Object.entries(exports).map(([door, source]) => {
    const name = door === '.' ? 'index' : door.slice('./'.length).replaceAll('/', '-')
    return { door, name, source }
  })
}

/** Our own packages are in the bundle. */
function theirs(dependencies: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const others = Object.entries(dependencies).filter(([name]) => !name.startsWith('@hopwise/'))
  return Object.fromEntries(others)
}

function publishedManifest({ name, version, license, engines }: Manifest): object {
  return {
    name,
    version,
    type: 'module',
    license,
    engines,
    files: ['lib', 'types'],
  }
}

function copyPackage(name: string, folder: string): Promise<void> {
  const from = path.join(ROOT, 'node_modules', name)
  const to = path.join(folder, 'node_modules', name)
  return fs.cp(from, to, { recursive: true, dereference: true })
}

const ROOT = path.join(import.meta.dirname, '../../..')
const SOURCE = 'packages/agent'
