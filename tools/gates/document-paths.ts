/** Documents name files; a file that moved must not leave them behind. */
import fs from 'node:fs'
import path from 'node:path'
import { place, ROOT, type SourceFile } from './source-files.ts'

/** Links and paths in backticks that lead nowhere. Templates (`YOUR_CODE`, `*`, `…`) are left alone. */
export function deadPaths(
  file: SourceFile,
  exists: (name: string) => boolean = existsInCheckout,
): readonly string[] {
  const dir = path.posix.dirname(file.path)
  const links = [...file.text.matchAll(LINK)].flatMap((match) => {
    const isDead = !exists(path.posix.join(dir, match[1]!))
    return isDead ? [`${place(file, match.index)}: the link to ${match[1]} is dead`] : []
  })
  const paths = [...file.text.matchAll(PATH)].flatMap((match) => {
    const isFound = BASES.some((base) => exists(path.posix.join(base, match[1]!)))
    return isFound ? [] : [`${place(file, match.index)}: there is no ${match[1]}`]
  })
  return [...links, ...paths]
}

function existsInCheckout(name: string): boolean {
  return fs.existsSync(path.join(ROOT, name))
}

const LINK = /\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g
/** What begins with one of our folders, or is a file in one. */
const PATH =
  /`((?:packages|tools|docs|conformance|e2e|bench|http|auth|journal|proxy|store|cli|status|core|node)\/[\w./-]*\w\/?)`/g
/** Documents may shorten: `http/src/via.ts`, `core/route.ts`. */
const BASES = ['.', 'packages', 'packages/proxy/src', 'packages/auth/src']
