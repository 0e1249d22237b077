import fs from 'node:fs/promises'
import path from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

/**
 * Bundles the agent with those of our packages that it uses, into modules that lie side by side in one
 * folder: what several entries share is in one module, so that a `ProxyFault` is one class for all.
 * Other people's packages stay outside, where those who install it can see and update them.
 *
 * @param entryPoints sources relative to `root`, by the names of their modules
 * @returns what is imported from outside, Node's own modules apart
 */
export async function bundleAgent(
  root: string,
  folder: string,
  entryPoints: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { ...entryPoints },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.18',
    plugins: [othersOutside],
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const { modules, outside } = reached(metafile)
  await fs.mkdir(folder, { recursive: true })
  for (const { path: file, contents } of outputFiles) {
    if (modules.has(path.basename(file))) await fs.writeFile(file, contents)
  }
  return outside
}

/** What `import()` names gets a module even where the function that says so was left out. */
function reached({ outputs }: Metafile): {
  readonly modules: ReadonlySet<string>
  readonly outside: readonly string[]
} {
  const byName = new Map(Object.entries(outputs).map(([file, one]) => [path.basename(file), one]))
  const entries = [...byName].filter(([, { entryPoint }]) => entryPoint?.startsWith(AGENT))
  const modules = new Set(entries.map(([name]) => name))
  const outside = new Set<string>()
  // What is added while a set is gone through is gone through as well.
  for (const module of modules) {
    for (const { path: file, external } of byName.get(module)!.imports) {
      if (!external) modules.add(path.basename(file))
      else if (!file.startsWith('node:')) outside.add(file)
    }
  }
  return { modules, outside: [...outside].sort() }
}

const othersOutside: Plugin = {
  name: 'others-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) => {
      const isOurs = kind === 'entry-point' || specifier.startsWith('@hopwise/')
      // Whatever is left out of the bundle takes what it imports with it.
      return isOurs ? undefined : { path: specifier, external: true, sideEffects: false }
    })
  },
}

const AGENT = 'packages/agent/'
