import { execFile } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Home, type Homes, handedOut, throughDoors } from './through-doors.ts'

/**
 * Writes what TypeScript wants to know of some entries and of everything that they mention: a tree of
 * declarations as the sources lie, in which our packages are found by path, since nobody installs them.
 *
 * @param entries sources relative to `root`
 * @returns their declarations, relative to `folder`
 */
export async function writeDeclarations(
  root: string,
  folder: string,
  entries: readonly string[],
): Promise<readonly string[]> {
  const all = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-types-'))
  try {
    await emit(root, all)
    const doors = await doorsOf(root)
    const homes = await homesOf(all, doors)
    const names = entries.map((entry) => declarationOf(path.relative('packages', entry)))
    const reached = new Set(names)
    // What is added while a set is gone through is gone through as well.
    for (const name of reached) {
      const text = await fs.readFile(path.join(all, name), 'utf8')
      const placed = placeImports(throughDoors(text, homesFor(name, homes)), name, doors)
      for (const mentioned of placed.mentions) reached.add(mentioned)
      await fs.mkdir(path.join(folder, path.dirname(name)), { recursive: true })
      await fs.writeFile(path.join(folder, name), placed.text)
    }
    return names
  } finally {
    await fs.rm(all, { recursive: true })
  }
}

/** Imports as they are found in the tree, and what they lead to. Those of other people's packages stay. */
export function placeImports(
  text: string,
  name: string,
  doors: ReadonlyMap<string, string>,
): { readonly text: string; readonly mentions: readonly string[] } {
  const folder = path.dirname(name)
  const mentions: string[] = []
  const placed = text.replace(IMPORT, (whole, before: string, specifier: string) => {
    const target = specifier.startsWith('.')
      ? declarationOf(path.join(folder, specifier))
      : doors.get(specifier)
    if (target === undefined) return whole
    mentions.push(target)
    const module = path.relative(folder, target).replace(/\.d\.ts$/, '.js')
    return `${before}'${module.startsWith('.') ? '' : './'}${module}'`
  })
  return { text: placed, mentions }
}

/** What each door hands out, its modules as they lie in the tree. */
async function homesOf(all: string, doors: ReadonlyMap<string, string>): Promise<Homes> {
  const homes = new Map<string, ReadonlyMap<string, Home>>()
  for (const [door, file] of doors) {
    const names = handedOut(await fs.readFile(path.join(all, file), 'utf8'))
    const placed = [...names].map(([name, home]): [string, Home] => [
      name,
      { ...home, module: path.join(path.dirname(file), home.module) },
    ])
    homes.set(door, new Map(placed))
  }
  return homes
}

/** As a module of the tree has to write them: by the way from its own folder. */
function homesFor(name: string, homes: Homes): Homes {
  const relative = ({ name: called, module }: Home): Home => {
    const way = path.relative(path.dirname(name), module)
    return { name: called, module: way.startsWith('.') ? way : `./${way}` }
  }
  const behind = (names: ReadonlyMap<string, Home>) =>
    new Map([...names].map(([one, home]) => [one, relative(home)]))
  return new Map([...homes].map(([door, names]) => [door, behind(names)]))
}

async function emit(root: string, all: string): Promise<void> {
  const project = path.join(all, 'tsconfig.json')
  const compilerOptions = {
    noEmit: false,
    // Every export says its type (`isolatedDeclarations`), and whether they are right is for the tests.
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: path.join(root, 'packages'),
    outDir: all,
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
  }
  const config = {
    extends: path.join(root, 'tsconfig.base.json'),
    compilerOptions,
    // All: one that is only found by its package's name counts as somebody else's and gets none.
    include: [path.join(root, 'packages/*/src/**/*.ts')],
    exclude: ['**/*.test.ts', '**/testing/**'].map((files) => path.join(root, files)),
  }
  await fs.writeFile(project, JSON.stringify(config))
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
  await promisify(execFile)(process.execPath, [compiler, '-p', project])
}

/** Our packages' doors: `@hopwise/auth/node` is `auth/src/node/index.d.ts`. */
async function doorsOf(root: string): Promise<ReadonlyMap<string, string>> {
  const doors = new Map<string, string>()
  for (const folder of await fs.readdir(path.join(root, 'packages'))) {
    const file = path.join(root, 'packages', folder, 'package.json')
    const { name, exports = {} } = JSON.parse(await fs.readFile(file, 'utf8')) as {
      readonly name: string
      readonly exports?: Readonly<Record<string, unknown>>
    }
    for (const [door, source] of Object.entries(exports)) {
      if (typeof source !== 'string' || !source.endsWith('.ts')) continue
      doors.set(path.join(name, door), declarationOf(path.join(folder, source)))
    }
  }
  return doors
}

function declarationOf(source: string): string {
  return source.replace(/\.[jt]s$/, '.d.ts')
}

const IMPORT = /(\bfrom |\bimport\(|\bimport )['"]([^'"]+)['"]/g
