import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A certificate for 127.0.0.1 and localhost that is its own authority, made with openssl. PEM both. */
export function selfSigned(t: TestContext): {
  readonly cert: string
  readonly key: string
  /** Where they are; gone after the test. */
  readonly directory: string
} {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-agent-tls-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-keyout', 'key', '-out', 'cert', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ],
    { cwd: directory, stdio: 'pipe' },
  )
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
  return { cert: read('cert'), key: read('key'), directory }
}
