import type { Entry } from '@hopwise/journal'
import { NOW_MS } from './scene.ts'

/** An exchange that went well. */
export function anEntry(changes: Partial<Entry> = {}): Entry {
  return {
    exchange: '3F9K-T2QX-0A7M',
    time: NOW_MS,
    client: '192.0.2.1:50000',
    outcome: 'relayed',
    status: 200,
    method: 'GET',
    target: 'http://example.com/page',
    version: 'HTTP/1.1',
    user: 'alice',
    scheme: 'basic',
    userAgent: 'curl/8',
    phases: { receive: 20_000, authenticate: 1_000, forward: 9_000_000, relay: 60_000 },
    bytes: { fromClient: 120, toClient: 1250 },
    ...changes,
  }
}
