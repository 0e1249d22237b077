/** Who opened one of the proxy's own pages. */
export type Visitor =
  /** In origin-form, at the proxy's address: nobody has signed in. */
  | { readonly kind: 'anonymous' }
  /** Through the proxy, at its virtual origin. */
  | {
      readonly kind: 'known'
      readonly user: string
      /** How they signed in: a registered scheme name. */
      readonly scheme: string
      readonly client: string
      /** What applies to them, one sentence each. */
      readonly rules: readonly string[]
    }
