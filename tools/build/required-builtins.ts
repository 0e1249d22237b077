import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

/**
 * Packages in CommonJS ask for Node's own modules with `require`, which modules of the other kind have
 * not: they get them from the process, at the moment they ask.
 */
export const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup(build) {
    build.onResolve({ filter: /^/ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path, namespace: 'required' } : undefined,
    )
    build.onLoad({ filter: /^/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }))
  },
}
