import type { FaultCode } from '@hopwise/journal'

/** What the pages of a relay know beyond those of other proxies. */
export interface RelayFacts {
  /** Whose programs it lets in; undefined where every user of the machine may use it. */
  readonly owner: string | undefined
  /** Where the PAC script is that names parents, where there is one. */
  readonly script?: string | undefined
  /** As they are now, in the order in which they are asked. */
  readonly parents: () => readonly ParentFacts[]
}

export interface ParentFacts {
  /** `http://proxy.corp:8080`, without a login. */
  readonly address: string
  /** What became of the latest exchange with it; a fault is one of those that begin with `PARENT_`. */
  readonly news: 'not-asked' | 'works' | FaultCode
}
