import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A certificate authority of one test, made with openssl. */
export interface Authority {
  /** PEM. */
  readonly certificate: string
  /**
   * @param subject as openssl wants it: `/CN=alice`
   * @param days negative: it has expired
   */
  issue(subject: string, names?: string, days?: number): Issued
}

/** PEM both. */
export interface Issued {
  readonly certificate: string
  readonly key: string
}

export function authority(t: TestContext, name = '/CN=Test'): Authority {
  const directory = mkdtempSync(join(tmpdir(), 'hopwise-tls-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' })
  }
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
  openssl('req', '-x509', ...NEW_KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', name)
  let issued = 0
  return {
    certificate: read('ca.pem'),
    issue(subject, names = '', days = 2) {
      const name = `issued-${issued++}`
      writeFileSync(join(directory, `${name}.ext`), names && `subjectAltName=${names}\n`)
      openssl('req', ...NEW_KEY, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject)
      openssl(
        ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key'],
        ...['-CAcreateserial', '-extfile', `${name}.ext`, '-days', String(days)],
        ...['-out', `${name}.pem`],
      )
      return { certificate: read(`${name}.pem`), key: read(`${name}.key`) }
    },
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
