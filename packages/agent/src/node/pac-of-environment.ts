import type { Environment } from '../core/proxy-settings.ts'
import type { PacRouter } from '../pac/index.ts'
import type { WayChooser } from '../pac/way.ts'

export interface PacOfEnvironment {
  readonly pac?: (WayChooser & Partial<PacRouter>) | undefined
  /** Sentences about what cannot be used. */
  readonly problems: readonly string[]
}

/**
 * The PAC script that `HOPWISE_PROXY_PAC` names; with one that cannot be used every choice fails. What PAC needs is loaded for that only. Problems that
 * come up later, each of them once, go to `onProblem` as sentences.
 */
export async function pacOfEnvironment(
  environment: Environment,
  onProblem: (sentence: string) => void,
): Promise<PacOfEnvironment> {
  const source = environment['HOPWISE_PROXY_PAC']
  if (!source) return { problems: [] }
  const { createPacRouter } = await import('../pac/index.ts')
  const told = new Set<string>()
  try {
    const pac = createPacRouter(source, {
      onProblem: ({ code, detail, origin }) => {
        const sentence = `PAC: ${detail}${origin ? `, asked about ${origin}` : ''} (${code})`
        if (told.has(code)) return
        told.add(code)
        onProblem(sentence)
      },
    })
    return { pac, problems: [] }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const problem = `HOPWISE_PROXY_PAC cannot be used: ${reason}`
    // What cannot be read is never DIRECT.
    const pac = { choose: () => Promise.reject(new TypeError(problem)) }
    return { pac, problems: [problem] }
  }
}
