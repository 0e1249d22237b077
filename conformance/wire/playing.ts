import type { Variables } from './notation.ts'
import type { JournalLine } from './proxy-process.ts'
import type { ScriptedOrigin } from './scripted-origin.ts'
import type { Signal } from './signal.ts'

/** What a case is played on: a proxy, and exchanges of its own between the cases. */
export interface Playing {
  readonly proxy: {
    port: number
    readonly entries: readonly JournalLine[]
    readonly signal: Signal
  }
  /** The origin of the case that begins. */
  meet?(origin: ScriptedOrigin): void
  variables(origin: ScriptedOrigin): Variables
  /**
   * One more exchange, on connections of its own: when it is over, whatever the proxy had decided to
   * do before has been done.
   */
  turn(): Promise<void>
  /** The same, and it is written down: so are all exchanges that ended before. */
  settle(): Promise<void>
}
