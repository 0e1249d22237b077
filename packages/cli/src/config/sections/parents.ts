import { CLIENT_SCHEMES } from '@hopwise/auth'
import { formatParentAddress, type ParentAddress, parseParentAddress } from '@hopwise/proxy'
import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { type FilePath, filePath } from '../values/file-path.ts'
import { parsedText } from '../values/parsed-text.ts'
import { type SecretReference, secretReference } from '../values/secret-reference.ts'
import { count, partName, shortText } from '../values/short-text.ts'

/** Another proxy that requests go through. */
export interface ParentSection {
  readonly url: ParentUrl
  /** `own`: what is configured here. `pass-through`: each client's. */
  readonly credentials: 'own' | 'pass-through'
  readonly username?: string | undefined
  readonly password?: SecretReference | undefined
  readonly token?: SecretReference | undefined
  readonly negotiate?: ParentTickets | undefined
  /** Those that may be answered; absent: all that there are. */
  readonly schemes?: readonly string[] | undefined
  readonly authorities?: FilePath | undefined
  readonly connections: number
  readonly refusals: 'explain' | 'keep-status'
  /** Absent: while it is down. `off`: never. */
  readonly probe?: 'off' | { readonly every: Duration } | undefined
}

export interface ParentUrl extends ParentAddress {
  /** As it was meant. */
  toJSON(): string
}

export interface ParentTickets {
  readonly service: string
  readonly library?: FilePath | undefined
}

const negotiate: z.ZodType<ParentTickets> = z.strictObject({
  service: parsedText('write SERVICE@HOST, such as HTTP@proxy.example', (text) =>
    /^[A-Za-z][A-Za-z0-9-]*@[A-Za-z0-9.-]+$/.test(text) ? text : undefined,
  ).describe('The service of the parent: HTTP@ and its name.'),
  library: filePath()
    .optional()
    .describe('The folder in which the npm package kerberos was installed, if not beside Hopwise.'),
})

const parent: z.ZodType<ParentSection> = z
  .strictObject({
    url: parentUrl().describe(
      'http://, https:// (TLS to the parent itself) or socks5://, a host and a port.',
    ),
    credentials: z
      .enum(['own', 'pass-through'])
      .default('own')
      .describe(
        'Whose the parent gets: those below, or what each client sends as Proxy-Authorization.',
      ),
    username: shortText().optional().describe('For Basic, Digest, NTLM (DOMAIN\\user) and SOCKS.'),
    password: secretReference().optional().describe('Where the password is.'),
    token: secretReference().optional().describe('For Bearer: where the token is.'),
    negotiate: negotiate.optional().describe("Kerberos tickets of this machine's cache."),
    schemes: z
      .array(z.enum(CLIENT_SCHEMES.map(({ name }) => name)))
      .min(1)
      .optional()
      .describe('Schemes that may be answered; the strongest that can be is. Absent: all.'),
    authorities: filePath()
      .optional()
      .describe("PEM: who may have signed the parent's certificate, in place of the system's."),
    connections: count(1, 65_535).default(256).describe('To this parent at one time.'),
    refusals: z
      .enum(['explain', 'keep-status'])
      .default('explain')
      .describe('A CONNECT that the parent refuses: 502, or its own status.'),
    probe: z
      .union([z.literal('off'), z.strictObject({ every: duration() })], {
        error: 'write off, or { every: 30s }',
      })
      .optional()
      .describe(
        'How often it is asked whether it is there: { every: 30s }. Absent: only while it is down. off: never.',
      ),
  })
  .superRefine((section, context) => {
    for (const [key, sentence] of flawsOf(section)) {
      context.addIssue({ code: 'custom', path: [key], message: sentence })
    }
  })

export const parents: z.ZodType<Readonly<Record<string, ParentSection>>> = z
  .record(partName(), parent)
  .default({})
  .describe('Other proxies that requests go through. Routes mention these names.')

/** The word in `routes` that means no parent. */
export const DIRECT = 'direct'

function flawsOf(section: ParentSection): readonly (readonly [string, string])[] {
  const { username, password, token, negotiate: tickets, credentials, url, authorities } = section
  const flaws: [string, string][] = []
  if (username !== undefined && password === undefined) {
    flaws.push(['username', 'a user name needs a password: add password: { file: PATH }'])
  }
  if (password !== undefined && username === undefined) {
    flaws.push(['password', 'a password needs a user name: add username'])
  }
  const own = [username, password, token, tickets].some((value) => value !== undefined)
  if (credentials === 'pass-through' && own) {
    flaws.push(['credentials', "with pass-through the parent gets the clients' and no others"])
  }
  if (url.scheme === 'socks5') flaws.push(...socksFlawsOf(section))
  if (authorities !== undefined && url.scheme !== 'https') {
    flaws.push(['authorities', 'only a parent with https:// shows a certificate'])
  }
  return flaws
}

/** SOCKS knows a user name and a password, in the open, and nothing else. */
function socksFlawsOf(section: ParentSection): readonly [string, string][] {
  const { username, token, negotiate: tickets, credentials, schemes } = section
  const flaws: [string, string][] = []
  if (credentials === 'pass-through') {
    flaws.push(['credentials', 'what clients send cannot be passed on by SOCKS'])
  }
  if (token !== undefined) flaws.push(['token', 'SOCKS has user names and passwords, no tokens'])
  if (tickets !== undefined) {
    flaws.push(['negotiate', 'SOCKS has user names and passwords, no tickets here'])
  }
  if (username !== undefined && schemes?.includes('basic') === false) {
    const how = 'add basic, which stands for it, or leave schemes out'
    flaws.push(['schemes', `SOCKS sends the password in the open, as Basic does: ${how}`])
  }
  return flaws
}

function parentUrl(): z.ZodType<ParentUrl> {
  return parsedText<ParentUrl>('write an address such as http://proxy.example:3128', (text) => {
    const parsed = parseParentAddress(text)
    if (parsed.kind === 'malformed')
      return { kind: 'malformed', column: 0, problem: parsed.problem }
    const { address } = parsed
    return { ...address, toJSON: () => formatParentAddress(address) }
  })
}
