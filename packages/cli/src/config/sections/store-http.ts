import { z } from 'zod'
import { type Duration, duration } from '../values/duration.ts'
import { count } from '../values/short-text.ts'
import { webAddress } from '../values/web-address.ts'
import type { StoreKind } from './store-kind.ts'

/** A service that is asked over HTTP. */
export interface HttpStoreSection {
  readonly kind: 'http'
  readonly url: URL
  readonly timeLimit: Duration
  readonly connections: number
  readonly queue: number
  readonly failMode: 'closed' | 'open'
}

export const httpStore: StoreKind<HttpStoreSection> = z
  .strictObject({
    kind: z.literal('http'),
    url: webAddress('http:', 'https:').describe('Asked with the credentials of the client.'),
    timeLimit: duration().prefault('3s'),
    connections: count(1, 1024).default(16),
    queue: count(0, 100_000).default(100),
    failMode: z
      .enum(['closed', 'open'])
      .default('closed')
      .describe('What holds when it gives no answer: refuse with 503, or let everybody in.'),
  })
  .describe('A service that is asked over HTTP.')
