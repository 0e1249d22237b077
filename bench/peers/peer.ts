import type { Scope } from '../machine/scope.ts'

/** A program that is measured, most often a proxy. Each file here knows one: how to find, set up and start it, and what makes that fair. */
export interface Peer<R extends Running = Running> {
  readonly name: string
  /**
   * A reverse proxy is measured as a yardstick for requests; it has no CONNECT. A relay is a forward
   * proxy that wants no credentials: it has its own for the next one.
   */
  readonly role: 'forward' | 'reverse' | 'relay'
  /** Undefined when it is not installed. */
  readonly version: () => string | undefined
  /** Resolves when it accepts connections. It forwards to the origin on `originPort` of 127.0.0.1. */
  readonly start: (scope: Scope, originPort: number) => Promise<R>
}

export interface Running {
  /** Everything the proxy costs is in this process and its descendants. */
  readonly pid: number
  readonly port: number
}
