import fs from 'node:fs/promises'
import path from 'node:path'

/** Packages that are no JavaScript alone: each loads a library beside it, mostly made for one platform. */
export const EXTERNAL = [
  { name: '@node-rs/argon2', why: 'argon2id of our own users, in Rust (docs/decisions/0014)' },
  { name: '@node-rs/bcrypt', why: 'bcrypt in password files, in Rust (docs/decisions/0013)' },
  { name: 'quickjs-wasi', why: 'PAC scripts, in WebAssembly (docs/decisions/0074)' },
] as const

/**
 * Copies them with the library for this platform, as they are installed here.
 * @returns the version of each, for a manifest
 */
export async function copyPackages(
  root: string,
  modules: string,
): Promise<Readonly<Record<string, string>>> {
  const versions: Record<string, string> = {}
  for (const { name } of EXTERNAL) {
    const folder = path.join(root, 'node_modules', name)
    const manifest = await readManifest(folder)
    versions[name] = manifest.version
    await copy(folder, path.join(modules, name))
    for (const library of await installed(root, Object.keys(manifest.optionalDependencies ?? {}))) {
      await copy(path.join(root, 'node_modules', library), path.join(modules, library))
    }
  }
  return versions
}

interface Manifest {
  readonly version: string
  /** The library for each platform, of which npm installs the one that fits. */
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await fs.readFile(path.join(folder, 'package.json'), 'utf8')) as Manifest
}

async function installed(root: string, names: readonly string[]): Promise<readonly string[]> {
  const scope = await fs.readdir(path.join(root, 'node_modules/@node-rs'))
  return names.filter((name) => scope.includes(path.basename(name)))
}

function copy(from: string, to: string): Promise<void> {
  return fs.cp(from, to, { recursive: true, dereference: true, filter: isNeeded })
}

/** Nobody debugs there. */
function isNeeded(file: string): boolean {
  return !/\.(?:map|d\.ts)$/.test(file)
}
