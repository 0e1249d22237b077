import type { Access } from '../core/access.ts'

/** One way into the proxy, as its listener shares it with its connections. */
export interface Entrance {
  /** Read once for each exchange; whoever reloads a configuration replaces it. */
  access: Access
}
