/** Who may import whom: `tools/import-table.json` is the law, the `exports` of a package its only doors. */
import path from 'node:path'
import { type Import, importsOf } from './imports.ts'
import { isProduct, packageOf, place, type SourceFile } from './source-files.ts'

export type ImportTable = Readonly<
  Record<string, { readonly imports: readonly string[]; readonly types?: readonly string[] }>
>

/** The parts of a package.json that say what may be imported. */
export interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** `manifests` by folder of `packages/`. */
export function importProblems(
  files: readonly SourceFile[],
  table: ImportTable,
  manifests: Readonly<Record<string, Manifest>>,
): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((one) => {
      const problem = judge(file, one, table, manifests)
      return problem ? [`${place(file, one.index)} imports ${one.from}: ${problem}`] : []
    }),
  )
}

function judge(
  file: SourceFile,
  { from, isTypeOnly }: Import,
  table: ImportTable,
  manifests: Readonly<Record<string, Manifest>>,
): string | undefined {
  const home = packageOf(file.path)
  if (from.startsWith('.')) return judgeRelative(file.path, from)
  if (from.startsWith('node:')) return undefined
  const [, name, door] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(from) ?? []
  const target = Object.keys(manifests).find((folder) => manifests[folder]!.name === name)
  if (home && isProduct(file) && target !== home && !isDeclared(manifests[home], name!)) {
    return `packages/${home}/package.json does not name ${name} as a dependency`
  }
  if (target === undefined) return undefined
  if (target === 'cli') return 'nothing imports the command'
  if (!(`.${door ?? ''}` in (manifests[target]!.exports ?? {})))
    return 'not declared in its exports'
  if (home === undefined || target === home) return undefined
  const row = table[home]
  if (row === undefined) return `${home} has no row in tools/import-table.json`
  if (row.imports.includes(target) || (isTypeOnly && row.types?.includes(target))) return undefined
  return `${home} may not import ${target}${row.types?.includes(target) ? ' but for types' : ''}`
}

function judgeRelative(file: string, from: string): string | undefined {
  const home = packageOf(file)
  const target = path.posix.join(path.posix.dirname(file), from)
  if (packageOf(target) === home) return undefined
  if (home === undefined) return 'a package is entered by its name'
  // Tests of a package may read what all tests share.
  const isShared = target.startsWith('conformance/') && /\.test\.ts$|\/testing\//.test(file)
  return isShared ? undefined : 'it leaves its package'
}

function isDeclared(manifest: Manifest | undefined, name: string): boolean {
  return Boolean(manifest?.dependencies?.[name] ?? manifest?.optionalDependencies?.[name])
}
