import type { Scope } from '../machine/scope.ts'

/** A proxy that is measured. Each file here knows one: how to find, set up and start it, and what makes that fair. */
export interface Peer {
  readonly name: string
  /** A reverse proxy is measured as a yardstick for requests; it has no CONNECT. */
  readonly role: 'forward' | 'reverse'
  /** Undefined when it is not installed. */
  readonly version: () => string | undefined
  /** Resolves when it accepts connections. It forwards to the origin on `originPort` of 127.0.0.1. */
  readonly start: (scope: Scope, originPort: number) => Promise<Running>
}

export interface Running {
  /** Everything the proxy costs is in this process and its descendants. */
  readonly pid: number
  readonly port: number
}
