import type { Plugin } from 'esbuild'

/**
 * For commander, which imports what it needs only to start programs as sub-commands: we have none, and
 * an import of `node:process`, `node:fs`, `node:util` or `node:child_process` evaluates everything that
 * the module exports: together a tenth of the time that `hopwise explain` may take.
 */
export const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) => {
      const isLight = path in LIGHT && /node_modules\/commander\//.test(importer)
      return isLight ? { path, namespace: 'light' } : undefined
    })
    build.onLoad({ filter: /^/, namespace: 'light' }, ({ path }) => ({
      contents: LIGHT[path]!,
      loader: 'js',
    }))
  },
}

/** The same objects and functions, but not before they are asked for. */
const LIGHT: Readonly<Record<string, string>> = {
  'node:process': 'export default globalThis.process',
  'node:fs': `export default {
    existsSync: (file) => process.getBuiltinModule('node:fs').existsSync(file),
    realpathSync: (file) => process.getBuiltinModule('node:fs').realpathSync(file),
  }`,
  'node:child_process': `export default {
    spawn: (...all) => process.getBuiltinModule('node:child_process').spawn(...all),
  }`,
  'node:util': `export const stripVTControlCharacters = (text) =>
    process.getBuiltinModule('node:util').stripVTControlCharacters(text)`,
}
