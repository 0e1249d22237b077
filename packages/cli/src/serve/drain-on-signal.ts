import type { Proxy } from '@hopwise/proxy'
import { EXIT } from '../exit-code.ts'
import type { Surroundings } from '../surroundings.ts'

/**
 * Resolves when the proxy has stopped. The first signal lets what is under way finish, the second ends
 * it but still writes it down, the third ends the process.
 *
 * A supervisor may deliver one stop twice, to the process and to its group: what comes within a second
 * of the first signal is the same one.
 *
 * @param nowMs a clock that is not set back
 * @param reload begins to read the configuration again; false: SIGHUP is a stop like the others
 */
export function drainOnSignal(
  proxy: Proxy,
  notify: (text: string) => void,
  surroundings: Surroundings,
  nowMs: () => number,
  reload: () => boolean = () => false,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let signals = 0
    let firstMs = Number.NEGATIVE_INFINITY
    surroundings.onStopSignal((signal) => {
      if (signal === 'SIGHUP' && signals === 0 && reload()) return
      if (nowMs() - firstMs < SAME_SIGNAL_MS) return
      signals++
      if (signals === 1) firstMs = nowMs()
      if (signals === 1) {
        notify(draining(signal, proxy.live.exchanges))
        proxy.drain(GRACE_MS).then(resolve, reject)
      } else if (signals === 2) {
        notify(`${signal} again: ending what is under way.`)
        proxy.drain(0).catch(reject)
      } else surroundings.exit(EXIT.interrupted)
    })
  })
}

function draining(signal: string, exchanges: number): string {
  if (exchanges === 0) return `${signal}: stopping.`
  const waiting = exchanges === 1 ? '1 exchange' : `${exchanges} exchanges`
  return `${signal}: no new connections; ${waiting} may finish within ${GRACE_MS / 1000} s (once more ends them now).`
}

/** What systemd and Kubernetes wait before they kill: 90 and 30 s. */
const GRACE_MS = 25_000
/** The two deliveries of one stop are milliseconds apart; nobody presses Ctrl-C again to end things so soon. */
const SAME_SIGNAL_MS = 1_000
