/** How the maker of a code stands to it. */
export type Standing =
  | 'standard'
  /** Registered until a day. */
  | 'temporary'
  | 'deprecated'
  /** Its specification is withdrawn. */
  | 'obsolete'
  /** Never use it. */
  | 'reserved'
  /** In use by its vendor, in no registry. */
  | 'unofficial'
  /** Its vendor has taken it out of use. */
  | 'retired'

/** The requirement words of RFC 2119 for a field, and `usual`: sent, but demanded by nobody. */
export type FieldLevel = 'required' | 'should' | 'may' | 'usual'

/** What has to happen before the request is worth sending again. */
export type RetryAdvice = 'no' | 'same-request' | 'new-connection' | 'after-delay' | 'after-change'

/** Who has to act. */
export type Actor =
  | 'none'
  | 'client user'
  | 'client developer'
  | 'proxy operator'
  | 'network operator'
  | 'origin operator'

/** On whose side the reason lies: our judgement, drawn from who has to act. `edge`: the platform in front of the origin, which only its vendor can mend. */
export type FaultParty = 'nobody' | 'client' | 'proxy' | 'network' | 'edge' | 'origin'

/** Who may have made a response with this code. Empty: nobody sends it. */
export type Emitter = 'origin' | 'intermediary' | 'edge' | 'client'

/** What kind of thing a row describes. */
export type Family =
  /** A number in the place of the status code, on the wire or in the vendor's log. */
  | 'status'
  /** IIS's second number behind a status code. */
  | 'substatus'
  /** Value of the former Warning field. */
  | 'warn-code'
  /** Value of `error` in Proxy-Status. */
  | 'proxy-status-error'
  /** Name or number in a field or body of the response. */
  | 'error-token'
  /** Name or letter in the vendor's log. */
  | 'log-flag'
  /** Number in the answers of a management API. */
  | 'api-error'
  /** What a client reports when it has no response to show. */
  | 'client-failure'

/** A field that a response with this code carries. */
export interface FieldRule {
  readonly name: string
  readonly level: FieldLevel
  /** The condition under which the rule holds; absent where it always does. */
  readonly when?: string
}

/** What search engines do with a URL that answers so; null where nothing is known. */
export interface CrawlerEffect {
  readonly google:
    | 'indexable'
    | 'waits-for-content'
    | 'soft-404'
    | 'followed'
    | 'followed-canonical'
    | 'unchanged'
    /** The URL leaves the index. */
    | 'dropped'
    /** Crawled more slowly; leaves the index if it lasts. */
    | 'slowed'
    | null
  readonly yandex:
    | 'indexed'
    | 'not-indexed'
    | 'cannot-choose'
    | 'target-instead'
    | 'target-perhaps'
    | 'unchanged'
    | 'comes-back'
    | null
  /** `class-rule`: not said of this code, but of all codes of its class. */
  readonly basis: 'documented' | 'class-rule'
}

/** Where the vendor's own log shows it. `?` in a value stands for any character. */
export interface LogMark {
  readonly field: string
  readonly value: string
}

/** How much a clue says: `settles` fits nothing else, `strong` is a mark of its maker, `weak` fits others too. */
export type Weight = 'settles' | 'strong' | 'weak'

/** Something that tells this row from others. Patterns are regular expressions without regard to case. */
export type Clue =
  /** The marks of the product this source belongs to. */
  | { readonly kind: 'product' }
  /** A response field is there; `name` may end in `*`. */
  | {
      readonly kind: 'field'
      readonly name: string
      readonly pattern?: string
      readonly weight: Weight
      /** It says something only beside the number: other rows have the same mark. */
      readonly needsCode?: boolean
    }
  | {
      readonly kind: 'body'
      readonly pattern: string
      readonly weight: Weight
      readonly needsCode?: boolean
    }
  | { readonly kind: 'reason'; readonly pattern: string; readonly weight: Weight }
  /** It stands in the log; without a pattern: and nowhere else. */
  | { readonly kind: 'log'; readonly pattern?: string; readonly weight: Weight }
  /** What the client printed. */
  | { readonly kind: 'client'; readonly pattern: string; readonly weight: Weight }

/** One meaning of one code. */
export interface Row {
  /** Unique in its source: the text of `code`, with `~2` behind a second meaning of the same one. */
  readonly key: string
  readonly code: number | string
  /** As registered or as the vendor says; in parentheses where nobody has named it. */
  readonly name: string
  /** Earlier names, drafts included, oldest first. */
  readonly formerNames: readonly string[]
  /** Other spellings: constants, numbers, prefixes in error pages. */
  readonly aliases?: readonly string[]
  /** RFC 9110 §15, by the code itself or the only status it is sent with; null where that says nothing. */
  readonly class: StatusClassName | null
  readonly vendor: string
  readonly standing: Standing
  readonly specification?: string
  readonly section?: string
  readonly url?: string
  /** Who or what took it out of use. */
  readonly withdrawnBy?: string
  /** Day on which a temporary registration ends, `YYYY-MM-DD`. */
  readonly expires?: string
  readonly fields: readonly FieldRule[]
  /** Whether a response to GET may have content (RFC 9110 §6.4.1). */
  readonly body: boolean
  /** Whether a cache may keep it without explicit freshness (RFC 9110 §15.1). */
  readonly heuristicallyCacheable: boolean
  readonly mustNotBeStored: boolean
  readonly party: FaultParty
  /** Who has to act first; `alsoActs` are the next to ask. */
  readonly acts: Actor
  readonly alsoActs: readonly Actor[]
  readonly lasting: 'temporary' | 'permanent' | 'unknown'
  readonly retry: RetryAdvice
  /** Clients that send the request again without being told to. */
  readonly retriedBy: readonly string[]
  readonly emittedBy: readonly Emitter[]
  /** The numbers in the status line of a response that means this; empty: none, or not known (see `unsourced`). */
  readonly wire: readonly number[]
  readonly crawler: CrawlerEffect | null
  readonly log: LogMark | null
  /** Empty where nothing but the number is known. */
  readonly distinguishedBy: readonly Clue[]
  readonly notes?: string
  readonly sources: readonly string[]
  /** Fields that none of `sources` says. */
  readonly unsourced: readonly (keyof Row)[]
}

/** One file of `data/`: everything one registry, vendor or product says. */
export interface Source {
  readonly source: string
  readonly title: string
  /** Key in `data/products.json`; null for what belongs to no product. */
  readonly product: string | null
  readonly family: Family
  /** Whether its texts are full (meaning, causes, next steps) or one line. */
  readonly text: 'full' | 'line'
  /** Day on which the facts were gathered, `YYYY-MM-DD`. */
  readonly asOf: string
  /** Day of the registry's last change, `YYYY-MM-DD`. */
  readonly registryDate?: string
  readonly crawlerSources?: readonly string[]
  readonly rows: readonly Row[]
}

export type StatusClassName =
  | 'informational'
  | 'successful'
  | 'redirection'
  | 'client-error'
  | 'server-error'
  | 'invalid'
