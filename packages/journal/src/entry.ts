import type { FaultCode } from './fault-codes.ts'
import type { Phase } from './phase.ts'

/**
 * How an exchange ended.
 * - `relayed`: the next hop's response went to the client, whatever its status
 * - `tunnelled`: CONNECT or Upgrade; bytes were passed until one side ended
 * - `answered`: the proxy is the origin of this one (its own pages, TRACE at Max-Forwards 0)
 * - `challenged`: no credentials came with the request: the normal first 407, not a failure
 * - `refused`: we said no: 4xx of ours, wrong credentials, policy
 * - `failed`: the next hop or the network did not do its part
 * - `aborted`: the head was out already, or the client is gone
 */
export type Outcome =
  | 'relayed'
  | 'tunnelled'
  | 'answered'
  | 'challenged'
  | 'refused'
  | 'failed'
  | 'aborted'

/**
 * What is written down about one exchange: once, on every path, already redacted (`redact.ts`).
 * What is not known may be absent or `undefined`, so that a producer can keep one object shape.
 */
export interface Entry {
  /** Sortable by time; the same id is shown to the client in error bodies. */
  readonly exchange: string
  /** Arrival of the first byte of the request, milliseconds since the epoch. */
  readonly time: number
  /** Address of the client, with the port where that is recorded. */
  readonly client: string
  readonly outcome: Outcome
  /** Status the client was sent, 499 if it was gone, 0 if nothing could be sent. */
  readonly status: number
  /** Empty, like `target` and `version`, when the request's head could not be read. */
  readonly method: string
  /** Target URI without userinfo and, unless configured, without the query's values. */
  readonly target: string
  /** As in the request line: `HTTP/1.1`. */
  readonly version: string
  readonly user?: string | undefined
  readonly scheme?: string | undefined
  /** Stable id of why credentials were not accepted (`unknown-user`, `wrong-password` …): for operators only. */
  readonly reason?: string | undefined
  readonly fault?: FaultCode | undefined
  readonly detail?: string | undefined
  /** Name of the rule that decided, where one did. */
  readonly rule?: string | undefined
  /** Name of a rule that only reports and would have refused. */
  readonly wouldRefuse?: string | undefined
  readonly route?: string | undefined
  /** Where the PAC script is from that chose the way, or was asked to. */
  readonly script?: string | undefined
  /** Name of the parent proxy that the request went through or was to go through. */
  readonly parent?: string | undefined
  /** Address and port that was dialled. */
  readonly nextHop?: string | undefined
  /** Whether the connection to the next hop had carried an exchange before. */
  readonly reused?: boolean | undefined
  /** Status the next hop sent, where it differs from `status` or the exchange ended early. */
  readonly receivedStatus?: number | undefined
  readonly userAgent?: string | undefined
  readonly referer?: string | undefined
  /** Nanoseconds spent in each phase that was entered. */
  readonly phases: { readonly [P in Phase]?: number }
  readonly bytes: {
    readonly fromClient: number
    readonly toClient: number
  }
}
