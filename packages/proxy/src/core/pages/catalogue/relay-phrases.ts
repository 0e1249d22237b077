import type { FaultCode, FaultText } from '@hopwise/journal'
import type { Tool } from '../tool-settings.ts'

/**
 * What the pages of a relay say where those of other proxies say something else: it runs on the reader's
 * own machine, asks for no password, and whoever reads is most often its operator.
 */
export interface RelayPhrases {
  readonly title: string
  readonly lede: string
  readonly forOwner: (owner: string) => string
  readonly forAll: string
  readonly parents: string
  /** Who says so, where a PAC script does; `named` of its proxies are told below. */
  readonly script: (name: string, named: number) => string
  readonly states: { readonly 'not-asked': string; readonly works: string }
  readonly madeBy: (proxy: string, site: string) => string
  /** Beside a program's setting; `{host}` and `{port}` are the relay's. */
  readonly notes: { readonly [T in Tool]?: string }
  /** `OWNER` is whose relay it is. */
  readonly faults: { readonly [C in FaultCode]?: Partial<FaultText> }
}
