import type { Answers } from '../flow.ts'
import type { Secret } from '../secret.ts'

/** A token that a client has, and whom it is for. */
export interface HeldToken {
  /** The proxy or origin it is for: scheme, host and port, `https://proxy.example:4443`. */
  readonly audience: string
  /** Only for challenges with this realm; absent: whatever the realm. */
  readonly realm?: string | undefined
  readonly token: Secret
}

export interface HeldTokens {
  /** What answers the challenges of one proxy or origin: no token of another one comes out of it. */
  answersFor(audience: string): Answers<'find-token'>
  /**
   * Says that credentials were refused. Their token is not given again (invariant 3): it would be
   * refused once more, and count as a guess.
   *
   * @param value the field value as it was sent
   */
  refused(audience: string, value: Secret): void
}

/** Tokens to answer challenges with. */
export function holdTokens(tokens: readonly HeldToken[]): HeldTokens {
  const refused = new Set<HeldToken>()
  return {
    answersFor: (audience) => ({
      'find-token': ({ realm }) =>
        tokens.find((held) => isFor(held, audience, realm) && !refused.has(held))?.token,
    }),
    refused(audience, value) {
      for (const held of tokens) {
        if (held.audience === audience && isIn(value, held)) refused.add(held)
      }
    },
  }
}

function isFor(held: HeldToken, audience: string, realm: string | undefined): boolean {
  return held.audience === audience && (held.realm === undefined || held.realm === realm)
}

function isIn(value: Secret, { token }: HeldToken): boolean {
  return value.reveal() === `Bearer ${token.reveal()}`
}
