import fs from 'node:fs'
import path from 'node:path'

/** Every `*.test.ts` in the folders of the checkout, sorted. */
export function findTests(folders: readonly string[], root: string = ROOT): readonly string[] {
  const patterns = folders.map((folder) => `${folder}/**/*.test.ts`)
  const isForeign = (name: string) => name.includes('node_modules')
  const found = fs.globSync(patterns, { cwd: root, exclude: isForeign })
  return found.sort().map((file) => path.join(root, file))
}

const ROOT = path.join(import.meta.dirname, '../..')
