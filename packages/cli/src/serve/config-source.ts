import { watchFile } from '@hopwise/auth/node'
import type { Composing } from '../compose/composing.ts'
import { type Composition, compose } from '../compose/composition.ts'
import { Unusable } from '../compose/unusable.ts'
import type { Config } from '../config/config.ts'
import type { ConfigProblem } from '../config/config-problem.ts'
import { formatProblems, type LoadedConfig, loadConfig } from '../config/load-config.ts'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'

/** Where a running proxy has its configuration from. */
export interface ConfigSource {
  /** Absolute. */
  readonly file: string
  /** @throws {ConfigUnusable} with everything that is wrong */
  compose(): Promise<Composition>
  /** Calls `changed` once whenever the file has other content than it had. Returns what ends it. */
  watch(changed: () => void): () => void
}

export interface ConfigSourceOptions {
  readonly path: string
  /** What the command line says goes before what the file says. */
  readonly override: (config: Config) => Config
  readonly composing: Omit<Composing, 'config' | 'places' | 'closeLater'>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pollMs?: number
}

/** What is wrong with a configuration, one line each. */
export class ConfigUnusable extends Problem {
  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(EXIT.configuration, formatProblems(file, problems))
  }
}

export function configSource(options: ConfigSourceOptions): ConfigSource {
  const { path, override, composing, env, pollMs = POLL_MS } = options
  let known = ''
  let isEmpty = true
  return {
    file: path,
    async compose() {
      const loaded = await loadConfig(path)
      known = loaded.text
      if (loaded.config === undefined) throw new ConfigUnusable(loaded.file, loaded.problems)
      for (const problem of loaded.problems) composing.notify(formatProblems(path, [problem]))
      const { directory } = loaded
      if (saysNothing(loaded.text) && !isEmpty) throw new ConfigUnusable(loaded.file, [EMPTIED])
      const config = override(loaded.config)
      const places = { directory, env }
      const composition = await composeLoaded(loaded, { ...composing, config, places })
      isEmpty = saysNothing(loaded.text)
      return composition
    },
    watch(changed) {
      let isLooking = false
      return watchFile(path, pollMs, () => {
        if (isLooking) return
        isLooking = true
        void loadConfig(path).then(({ text }) => {
          isLooking = false
          if (text === known) return
          // From here on, not only once it is composed: a look in between would say it a second time.
          known = text
          changed()
        })
      })
    },
  }
}

function saysNothing(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line))
}

async function composeLoaded(
  { file, yaml }: LoadedConfig,
  composing: Omit<Composing, 'closeLater'>,
): Promise<Composition> {
  try {
    return await compose(composing)
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    throw new ConfigUnusable(file, error.problems(yaml))
  }
}

const POLL_MS = 2_000
/** `program > hopwise.yaml` empties it first: with what holds without a file, other ports are bound. */
const EMPTIED: ConfigProblem = {
  level: 'error',
  line: 1,
  column: 1,
  key: '',
  sentence: 'it is empty now: when this is what you want, start the proxy again',
}
