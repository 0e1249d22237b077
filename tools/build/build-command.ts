import fs from 'node:fs/promises'
import path from 'node:path'
import { bundle } from './bundle.ts'
import { copyPackages } from './external-packages.ts'
import { noticesOf } from './notices.ts'
import { replaceFolder } from './replace-folder.ts'

/**
 * Writes the compiled command into a folder of its own, which replaces what lay there: `hopwise.mjs`
 * to start it, `lib/` with the modules, `node_modules/` with what cannot be bundled. A build that fails
 * leaves the older one.
 *
 * @throws {Error} when the folder holds anything else, which then stays
 */
export function buildCommand(folder: string): Promise<void> {
  return replaceFolder(folder, 'hopwise.mjs', write)
}

async function write(folder: string): Promise<void> {
  const packages = await bundle(ROOT, path.join(folder, 'lib'))
  const manifest = JSON.parse(await fs.readFile(path.join(CLI, 'package.json'), 'utf8')) as Manifest
  await fs.copyFile(path.join(CLI, 'bin/compiled.mjs'), path.join(folder, 'hopwise.mjs'))
  await fs.chmod(path.join(folder, 'hopwise.mjs'), 0o755)
  await fs.copyFile(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'))
  await fs.writeFile(path.join(folder, 'NOTICES'), await noticesOf(ROOT, packages))
  const dependencies = await copyPackages(ROOT, path.join(folder, 'node_modules'))
  const published = publishedManifest(manifest, dependencies)
  await fs.writeFile(
    path.join(folder, 'package.json'),
    `${JSON.stringify(published, undefined, 2)}\n`,
  )
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly engines: object
}

/** Of the package as it is published: `npm pack` in the folder leaves `node_modules` out. */
function publishedManifest(
  { name, version, license, engines }: Manifest,
  dependencies: Readonly<Record<string, string>>,
): object {
  return {
    name,
    version,
    type: 'module',
    license,
    engines,
    bin: { hopwise: './hopwise.mjs' },
    files: ['lib', 'hopwise.mjs', 'NOTICES'],
    dependencies,
  }
}

const ROOT = path.join(import.meta.dirname, '../..')
const CLI = path.join(ROOT, 'packages/cli')
