import fs from 'node:fs'
import path from 'node:path'

/** One file of the checkout as gates see it. */
export interface SourceFile {
  /** From the root, with slashes: `packages/http/src/via.ts`. */
  readonly path: string
  readonly text: string
}

export const ROOT: string = path.join(import.meta.dirname, '../..')

/** Files under the folders whose names end in one of `endings`; nothing installed, built or generated. */
export function readFiles(
  folders: readonly string[],
  endings: readonly string[],
  root: string = ROOT,
): readonly SourceFile[] {
  return folders
    .flatMap((folder) => walk(root, folder))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .sort()
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(root, file), 'utf8') }))
}

/** All our code. */
export function readSources(folders: readonly string[] = CODE_FOLDERS): readonly SourceFile[] {
  return readFiles(folders, ['.ts', '.tsx', '.mjs', '.js'])
}

/** Code that users run: no tests and nothing that only tests use. */
export function isProduct(file: SourceFile): boolean {
  return /^packages\/[^/]+\/(src|bin)\//.test(file.path) && !/\.test\.|\/testing\//.test(file.path)
}

/** The package a path is in: `packages/http/src/via.ts` is in `http`. */
export function packageOf(file: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(file)?.[1]
}

/** `path:line`, as editors and terminals open it. */
export function place(file: SourceFile, index: number): string {
  return `${file.path}:${file.text.slice(0, index).split('\n').length}`
}

function walk(root: string, folder: string): string[] {
  const full = path.join(root, folder)
  if (!fs.existsSync(full)) return []
  if (fs.statSync(full).isFile()) return [folder]
  return fs.readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.includes(entry.name)) return []
    const name = folder === '.' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return walk(root, name)
    return entry.isFile() ? [name] : []
  })
}

const CODE_FOLDERS = ['packages', 'tools', 'e2e', 'conformance', 'bench']
const SKIPPED = ['node_modules', '.git', 'dist', 'coverage', '.hopwise', 'results']
