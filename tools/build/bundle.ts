import path from 'node:path'
import { build } from 'esbuild'
import { EXTERNAL } from './external-packages.ts'
import { jsonAsText } from './json-as-text.ts'
import { lightBuiltins } from './light-builtins.ts'
import { requiredBuiltins } from './required-builtins.ts'

/**
 * Bundles the command into modules that lie side by side in one folder. Those that `import()` names
 * stay apart, so that `explain` does not read the proxy and English does not read Russian.
 *
 * @returns the folders of other people's packages that are in it, relative to `root`
 */
export async function bundle(root: string, folder: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { main: MAIN, ...WORKERS },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    // Names stay: a stack in a report of a defect is to be read by somebody.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none', // NOTICES has them
    external: EXTERNAL.map(({ name }) => name),
    plugins: [lightBuiltins, requiredBuiltins, jsonAsText],
    metafile: true,
    logLevel: 'error',
  })
  return packagesIn(Object.keys(metafile.inputs))
}

/** `node_modules/commander/lib/help.js` → `node_modules/commander`; each once. */
export function packagesIn(files: readonly string[]): readonly string[] {
  const folders = files.flatMap((file) => PACKAGE.exec(file)?.[0] ?? [])
  return [...new Set(folders)].sort()
}

const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/
const MAIN = 'packages/cli/src/main.ts'

/**
 * Programs of threads, by the name under which their starters look for them beside themselves. All
 * modules of the bundle are in one folder, so what is beside a source is beside its compiled form too.
 */
export const WORKERS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'packages/agent/src/pac/script-worker.ts',
    'packages/auth/src/node/crypt-worker.ts',
    'packages/store/src/journal/writer-thread.ts',
  ].map((source) => [path.basename(source, '.ts'), source]),
)
