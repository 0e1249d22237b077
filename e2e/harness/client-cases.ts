import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Certificates } from './certificates.ts'
import { summary } from './exchanges.ts'
import { assertNoCredentials, assertNothingPrinted } from './no-credentials.ts'
import { startOrigin } from './origin.ts'
import type { Ran } from './run-program.ts'
import { type Scope, scopeOf } from './scope.ts'
import type { StartedProxy } from './start-proxy.ts'
import { ALICE, type Credentials, WRONG } from './users.ts'

/** One row: a client is given a URL and perhaps credentials, and what comes of it. */
export interface ClientCase {
  readonly name: string
  readonly origin: 'http' | 'https'
  readonly credentials?: Credentials
  /** Exit code and what the program prints, on either stream. */
  readonly sees: { readonly code: number; readonly says: RegExp }
  /** One summary per exchange, in order. */
  readonly journal: readonly string[]
  /** Another way of fetching than the client's usual one. */
  readonly fetch?: Fetch
}

/** How the client fetches one URL. */
export type Fetch = (url: string, credentials: Credentials | undefined) => Promise<Ran>

export interface Client {
  readonly fetch: Fetch
  readonly skip: string | false
  readonly proxy: StartedProxy
  readonly certificates: Certificates
}

/** What the journal says of the ways an exchange can go. */
export const CHALLENGED = 'challenged 407 CREDENTIALS_MISSING credentials-missing'
export const REJECTED: string = `refused 407 CREDENTIALS_REJECTED wrong-password ${WRONG.user}`
export const relayed = (who: Credentials = ALICE): string => `relayed 200 ${who.user}`
export const tunnelled = (who: Credentials = ALICE): string => `tunnelled 200 ${who.user}`

/** A test for each row, with an origin of its own, so that the journal's entries are told apart by port. */
export function testCases(client: Client, cases: readonly ClientCase[]): void {
  for (const row of cases)
    test(row.name, { skip: client.skip }, (t) => check(scopeOf(t), client, row))
}

async function check(scope: Scope, client: Client, row: ClientCase): Promise<void> {
  const tls = row.origin === 'https' ? client.certificates : undefined
  const origin = await startOrigin(scope, undefined, tls)
  const fetch = row.fetch ?? client.fetch
  const ran = await fetch(`${origin.url}/greeting?a=1`, row.credentials)
  assert.match(`${ran.stdout}${ran.stderr}`, row.sees.says)
  assert.equal(ran.code, row.sees.code, ran.stderr)
  await assertJournal(client.proxy, origin.port, row.journal)
  assert.equal(origin.received() !== '', row.journal.some(reachesOrigin), 'reached the origin')
  assertNoCredentials(origin)
  assertNothingPrinted(client.proxy)
}

/** These exchanges and no others went to the port, in this order. */
export async function assertJournal(
  proxy: StartedProxy,
  port: number,
  summaries: readonly string[],
): Promise<void> {
  const entries = await proxy.exchanges.count(port, summaries.length)
  assert.deepEqual(entries.map(summary), summaries)
}

function reachesOrigin(line: string): boolean {
  return line.startsWith('relayed') || line.startsWith('tunnelled')
}
