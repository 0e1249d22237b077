import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Origin } from './origin.ts'
import type { StartedProxy } from './start-proxy.ts'
import { ALICE, type Credentials, MAX, WRONG, ZOE } from './users.ts'

/**
 * Nothing of anybody's proxy credentials reached the origin, in no encoding a client may use, nor the
 * fields that are the proxy's to consume (RFC 9110 §11.7.2, §7.6.1).
 */
export function assertNoCredentials(origin: Origin): void {
  const received = origin.received()
  // Inside TLS nobody can strip anything: wget 1.21 sends `Proxy-Connection` through the tunnel too.
  const fields = origin.url.startsWith('https') ? [] : ['proxy-connection']
  const found = tracesIn(received, ['proxy-authorization', ...fields])
  assert.deepEqual(found, [], `the origin was sent:\n${received}`)
}

/** Neither standard output nor standard error of the proxy has shown a password so far. */
export function assertNothingPrinted(proxy: StartedProxy): void {
  const printed = `${JSON.stringify(proxy.exchanges.all())}\n${proxy.stderr.text()}`
  assert.deepEqual(tracesIn(printed), [], `the proxy printed:\n${printed}`)
}

/** No file of the proxy's data directory holds a password. */
export async function assertNothingKept(
  proxy: StartedProxy,
  ...credentials: readonly Credentials[]
): Promise<void> {
  const own = credentials.flatMap(encodings)
  const entries = await readdir(proxy.data, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  assert.ok(files.length > 0, 'the proxy keeps something')
  for (const file of files) {
    const path = join(file.parentPath, file.name)
    assert.deepEqual(tracesIn(await readFile(path, 'latin1'), own), [], path)
  }
}

function tracesIn(text: string, more: readonly string[] = []): string[] {
  const lower = text.toLowerCase()
  return [...TRACES, ...more].filter((trace) => lower.includes(trace.toLowerCase()))
}

/** The forms in which credentials may turn up: user-pass in base64, the password as it is and as a URL has it. */
function encodings({ user, password }: Credentials): string[] {
  const pair = `${user}:${password}`
  const charsets = ['utf8', 'latin1'] as const
  return [
    password,
    encodeURIComponent(password),
    ...charsets.map((charset) => Buffer.from(pair, charset).toString('base64')),
    ...charsets.map((charset) => Buffer.from(password, charset).toString('latin1')),
  ]
}

const TRACES: readonly string[] = [ALICE, MAX, ZOE, WRONG].flatMap(encodings)
