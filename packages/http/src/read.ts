/**
 * What a reader says about the bytes it was given. Readers keep nothing: on `need-more` the caller
 * appends and calls again; `rest` is where the next message (or the tunnel) begins.
 */
export type Read<T, Reason extends string = string> =
  | { readonly kind: 'need-more' }
  | { readonly kind: 'done'; readonly value: T; readonly rest: number }
  | { readonly kind: 'malformed'; readonly reason: Reason }

export const NEED_MORE: { readonly kind: 'need-more' } = { kind: 'need-more' }
