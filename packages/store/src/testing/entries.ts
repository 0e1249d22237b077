import type { Entry } from '@hopwise/journal'

/** An entry that went well, number `n` of a series one millisecond apart. */
export function anEntry(n: number, changes: Partial<Entry> = {}): Entry {
  return {
    exchange: `x${String(n).padStart(9, '0')}`,
    time: FIRST_TIME + n,
    client: '127.0.0.1:50000',
    outcome: 'relayed',
    status: 200,
    method: 'GET',
    target: `http://example.com/${n}`,
    version: 'HTTP/1.1',
    user: 'alice',
    phases: { receive: 20_000 + n, relay: 60_000 },
    bytes: { fromClient: 120, toClient: 1250 },
    ...changes,
  }
}

export const FIRST_TIME: number = Date.UTC(2026, 10, 21)
