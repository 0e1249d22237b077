/** Who somebody turned out to be, and what whoever keeps the account says of them. */
export interface Identity {
  readonly user: string
  /** Names of groups, for rules. Absent is the same as none. */
  readonly groups?: readonly string[] | undefined
  /** What this account or token may at most, before any rule is asked. Absent: no limits of its own. */
  readonly restrictions?: Restrictions | undefined
}

/** As they were written down; whoever applies them parses them. An absent list limits nothing. */
export interface Restrictions {
  /** Host patterns: `example.com`, `*.example.com`, `10.0.0.0/8`, each with an optional `:port`. */
  readonly hosts?: readonly string[] | undefined
  /** Methods, as in the request line. */
  readonly methods?: readonly string[] | undefined
  /** Times of the week: `mon-fri 08:00-18:00`, in the proxy's time zone. */
  readonly hours?: readonly string[] | undefined
  /** What holds besides: a token's limits lie within those of its account. */
  readonly within?: Restrictions | undefined
}
