import { describePacSource, parsePacSource } from '@hopwise/agent/hop'
import type { PacProblem, PacRouter } from '@hopwise/agent/pac'
import type { ScriptAnswer, WayScript } from '@hopwise/proxy'

/** A PAC script at work. */
export interface OpenedPac {
  readonly script: WayScript
  /** Reads it now, and tells what is wrong. */
  prepare(): Promise<void>
  /** This machine is in another network: what is known belongs to the one before. */
  networkChanged(): void
  /** Ends its thread. Who asks afterwards is told that it is unavailable. */
  close(): Promise<void>
}

export interface OpenPacOptions {
  /** A sentence for the operator. The same kind of problem is not told again for ten minutes. */
  readonly notify: (sentence: string) => void
  readonly nowMs: () => number
  /** What the script says by `alert`, without controls. */
  readonly onAlert?: ((message: string) => void) | undefined
}

/**
 * What runs PAC scripts is loaded for who has one. Nothing is read before the first question.
 *
 * @param source as `PacLocation` gives it
 */
export async function openPac(
  source: string,
  { notify, nowMs, onAlert }: OpenPacOptions,
): Promise<OpenedPac> {
  const { createPacRouter, PacError } = await import('@hopwise/agent/pac')
  const name = describePacSource(parsePacSource(source))
  const toldMs = new Map<string, number>()
  const onProblem = (problem: PacProblem): void => {
    const now = nowMs()
    const before = toldMs.get(problem.code)
    if (before !== undefined && now < before + QUIET_MS) return
    toldMs.set(problem.code, now)
    notify(sentenceOf(problem, name))
  }
  const pac = createPacRouter(source, { onProblem, onAlert })
  let isClosed = false

  async function ask(url: string): Promise<ScriptAnswer> {
    if (!URL.canParse(url)) {
      return { kind: 'unusable', detail: 'it cannot be asked about a host of this form' }
    }
    try {
      return { kind: 'ways', ways: await (pac as PacRouter).choose(url) }
    } catch (error) {
      if (isClosed) return { kind: 'unavailable', detail: 'it is no longer in the configuration' }
      if (!(error instanceof PacError)) throw error
      const { code, detail } = error
      const kind = NOT_THERE.has(code) ? 'unavailable' : 'unusable'
      // Its name is told in front of it.
      return {
        kind,
        detail: detail.startsWith(`${name} `) ? detail.slice(name.length + 1) : detail,
      }
    }
  }

  return {
    script: { name, ask },
    prepare: () => pac.prepare(),
    networkChanged: () => pac.networkChanged(),
    close() {
      isClosed = true
      return pac.close()
    },
  }
}

function sentenceOf({ code, detail, origin }: PacProblem, name: string): string {
  const where = origin === undefined ? '' : `, asked about ${origin}`
  // Problems of the source say where it is.
  const whose = NOT_THERE.has(code) || code === 'SOURCE_STALE' ? '' : ` ${name}`
  return `PAC script${whose}: ${detail}${where} (${code}).`
}

const QUIET_MS = 600_000
const NOT_THERE: ReadonlySet<string> = new Set(['SOURCE_UNAVAILABLE', 'SCRIPT_TOO_LARGE'])
