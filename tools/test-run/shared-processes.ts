import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { isPure } from '../gates/pure-code.ts'

export interface SharedProcesses {
  /** What Node's runner is given: a process for each of them. */
  readonly files: readonly string[]
  end(): void
}

/**
 * Lets tests of pure code share processes, some dozens of files each: what they test has no state outside of its
 * arguments (`tools/gates/pure-code.ts`), and most of what they would take otherwise is the start of Node.
 *
 * @param files whole paths
 */
export function shareProcesses(files: readonly string[], root: string = ROOT): SharedProcesses {
  const pure = files.filter((file) => isTestOfPureCode(path.relative(root, file)))
  if (pure.length < SHARE_FILES) return { files, end: () => {} }
  const alone = files.filter((file) => !pure.includes(file))
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hopwise-tests-'))
  const shares: string[] = []
  for (let from = 0; from < pure.length; from += SHARE_FILES) {
    const share = path.join(folder, `pure-${shares.length + 1}.test.mjs`)
    fs.writeFileSync(share, programOf(pure.slice(from, from + SHARE_FILES)))
    shares.push(share)
  }
  return { files: [...shares, ...alone], end: () => fs.rmSync(folder, { recursive: true }) }
}

function isTestOfPureCode(file: string): boolean {
  return file.endsWith(ENDING) && isPure({ path: `${file.slice(0, -ENDING.length)}.ts`, text: '' })
}

/** A file that does not load is a failing test: the runner says nothing of it once other tests have passed. */
function programOf(files: readonly string[]): string {
  const urls = files.map((file) => pathToFileURL(file).href)
  return `import { test } from 'node:test'
for (const url of ${JSON.stringify(urls, null, 2)}) {
  try {
    await import(url)
  } catch (error) {
    test(\`\${url} does not load\`, () => {
      throw error
    })
  }
}
`
}

const ROOT = path.join(import.meta.dirname, '../..')
const ENDING = '.test.ts'
const SHARE_FILES = 50
