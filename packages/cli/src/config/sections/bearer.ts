import { isScope } from '@hopwise/auth'
import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { type FilePath, filePath } from '../values/file-path.ts'
import { parsedText } from '../values/parsed-text.ts'
import { type SecretReference, secretReference } from '../values/secret-reference.ts'
import { shortText } from '../values/short-text.ts'
import { webAddress } from '../values/web-address.ts'

/** The scheme Bearer (RFC 6750), and where its tokens are judged. */
export interface BearerSection {
  /** Those of `hopwise token`. */
  readonly tokens: boolean
  readonly jwt?: JwtSection | undefined
  readonly introspection?: IntrospectionSection | undefined
  /** What every token must be good for: names, with one space between two. */
  readonly scope?: string | undefined
  /** Whether a token may come as the password of the Basic user `token`. */
  readonly asPassword: boolean
}

export interface JwtSection {
  readonly issuer: string
  readonly audience: string
  readonly jwks: { readonly url: URL } | { readonly file: FilePath }
  readonly algorithms: readonly string[]
  readonly clockSkew: Duration
  readonly userClaim: string
  readonly groupsClaim?: string | undefined
  /** What `typ` must be. */
  readonly type?: string | undefined
  /** What these must be good for. */
  readonly scope?: string | undefined
}

export interface IntrospectionSection {
  readonly url: URL
  readonly clientId: string
  readonly clientSecret: SecretReference
  /** How long an answer is believed. */
  readonly cache: Duration
  readonly timeLimit: Duration
  readonly userClaim?: string | undefined
  readonly groupsClaim?: string | undefined
  readonly audience?: string | undefined
  /** What these must be good for. */
  readonly scope?: string | undefined
}

const jwt: z.ZodType<JwtSection> = z.strictObject({
  issuer: shortText().describe('The iss claim that is accepted.'),
  audience: shortText().describe('The aud claim that is accepted.'),
  jwks: z
    .union([
      z.strictObject({ url: webAddress('https:', 'http:') }),
      z.strictObject({ file: filePath() }),
    ])
    .describe('Where the keys are that tokens are signed with.'),
  algorithms: z
    .array(
      z.enum([
        ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
        ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
      ] as const),
    )
    .min(1)
    .default(['ES256', 'RS256'])
    .describe('Signatures that are accepted.'),
  clockSkew: duration().prefault('30s').describe('How far the clocks may be apart.'),
  userClaim: shortText().prefault('sub').describe('The claim that names the user.'),
  groupsClaim: shortText().optional().describe('The claim that lists groups.'),
  type: shortText().optional().describe('What typ must be, such as at+jwt (RFC 9068).'),
  scope: scope().optional().describe('What these must be good for.'),
})

const introspection: z.ZodType<IntrospectionSection> = z.strictObject({
  url: webAddress('https:', 'http:').describe('The introspection endpoint (RFC 7662).'),
  clientId: shortText(),
  clientSecret: secretReference(),
  cache: duration().prefault('60s').describe('How long an answer is believed.'),
  timeLimit: duration().prefault('3s'),
  userClaim: shortText()
    .optional()
    .describe('The member that names the user; absent: username, else sub.'),
  groupsClaim: shortText().optional().describe('The member that lists groups.'),
  audience: shortText().optional().describe('What aud must contain, where there is one.'),
  scope: scope().optional().describe('What these must be good for.'),
})

export const bearer: z.ZodType<BearerSection> = z
  .strictObject({
    tokens: z.boolean().default(true).describe('Accept those of "hopwise token".'),
    jwt: jwt.optional().describe('Accept signed tokens of an issuer (RFC 7519).'),
    introspection: introspection.optional().describe('Ask a server about tokens (RFC 7662).'),
    scope: scope().optional().describe('What every token must be good for.'),
    asPassword: z
      .boolean()
      .default(false)
      .describe('Accept a token as the password of the Basic user "token".'),
  })
  .prefault({})
  .describe('Settings of the scheme bearer.')

function scope() {
  return parsedText('write names of scopes, with one space between two', (text) =>
    isScope(text) ? text : undefined,
  )
}
