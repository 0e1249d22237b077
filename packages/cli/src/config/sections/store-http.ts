import type { FailMode } from '@hopwise/auth'
import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { type FilePath, filePath } from '../values/file-path.ts'
import { type SecretReference, secretReference } from '../values/secret-reference.ts'
import { count, shortText } from '../values/short-text.ts'
import { webAddress } from '../values/web-address.ts'
import type { StoreKind } from './store-kind.ts'

/** A service that is asked over HTTP. */
export interface HttpStoreSection {
  readonly kind: 'http'
  readonly url: URL
  readonly method: 'GET' | 'POST'
  /** Fields to send with every question. */
  readonly fields?: Readonly<Record<string, SecretReference>> | undefined
  /** Fields of a 2xx answer that say who it is. */
  readonly answerFields?:
    | { readonly user?: string | undefined; readonly groups?: string | undefined }
    | undefined
  /** PEM: authorities that may have signed the certificate of the service. */
  readonly authorities?: FilePath | undefined
  readonly timeLimit: Duration
  readonly remember: Duration
  readonly connections: number
  readonly queue: number
  readonly failMode: FailMode
  readonly lowerCaseNames: boolean
}

export const httpStore: StoreKind<HttpStoreSection> = z
  .strictObject({
    kind: z.literal('http'),
    url: webAddress('http:', 'https:').describe('Asked with the credentials of the client.'),
    method: z.enum(['GET', 'POST']).default('GET'),
    fields: z
      .record(shortText(), secretReference())
      .optional()
      .describe('Fields to send with every question: a shared secret.'),
    answerFields: z
      .strictObject({ user: shortText().optional(), groups: shortText().optional() })
      .optional()
      .describe('Fields of the answer that say who it is; absent: Remote-User, Remote-Groups.'),
    authorities: filePath().optional().describe('PEM file: who may have signed the service.'),
    timeLimit: duration().prefault('3s'),
    remember: duration().prefault('60s').describe('For how long a right password is believed.'),
    lowerCaseNames: z
      .boolean()
      .default(false)
      .describe('Whether the service takes ALICE and alice for one user.'),
    connections: count(1, 1024).default(16),
    queue: count(0, 100_000).default(100),
    failMode: z
      .enum(['closed', 'dangerouslyOpen'])
      .default('closed')
      .describe('What holds when it gives no answer: refuse with 503, or let everybody in.'),
  })
  .describe('A service that is asked over HTTP.')
