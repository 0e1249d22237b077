/** What a reader gets: content that stands on its own, whichever form was chosen. */
export interface Page {
  /** The whole `Content-Type`. */
  readonly mediaType: string
  /** For `Content-Language` (RFC 5646). */
  readonly language: string
  readonly body: string
}
