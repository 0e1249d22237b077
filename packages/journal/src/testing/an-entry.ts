import type { Entry } from '../entry.ts'

/** An exchange that went well, with changes. */
export function anEntry(changes: Partial<Entry> = {}): Entry {
  return {
    exchange: '3F9K-T2QX-0A7M',
    time: Date.UTC(2026, 10, 21, 3, 12, 44, 5),
    client: '127.0.0.1:50000',
    outcome: 'relayed',
    status: 200,
    method: 'GET',
    target: 'http://origin.test/page',
    version: 'HTTP/1.1',
    user: 'alice',
    phases: { receive: 1_000_000, forward: 10_000_000, relay: 1_000_000 },
    bytes: { fromClient: 212, toClient: 1310 },
    ...changes,
  }
}
