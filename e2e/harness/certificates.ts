import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

export interface Certificates {
  /** File with the certificate of the authority that clients are told to trust. */
  readonly authority: string
  readonly authorityText: string
  /** For an origin on localhost or 127.0.0.1, or of the names that were asked for. */
  readonly key: Buffer
  readonly certificate: Buffer
}

/**
 * An authority made for this test file, and one certificate it signed.
 *
 * @param names what it is for, as OpenSSL writes it: `DNS:localhost,IP:127.0.0.1`
 */
export async function makeCertificates(
  scope: Scope,
  names = 'DNS:localhost,IP:127.0.0.1',
): Promise<Certificates> {
  const cwd = await tempDir(scope)
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await openssl(
    cwd,
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Hopwise test authority',
  )
  await openssl(
    cwd,
    'req',
    ...newKey,
    '-keyout',
    'origin.key',
    '-out',
    'origin.csr',
    '-subj',
    '/CN=localhost',
  )
  await writeFile(join(cwd, 'names'), `subjectAltName=${names}\n`)
  await openssl(
    cwd,
    'x509',
    '-req',
    '-in',
    'origin.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'names',
    '-out',
    'origin.pem',
  )
  return {
    authority: join(cwd, 'ca.pem'),
    authorityText: await readFile(join(cwd, 'ca.pem'), 'utf8'),
    key: await readFile(join(cwd, 'origin.key')),
    certificate: await readFile(join(cwd, 'origin.pem')),
  }
}

async function openssl(cwd: string, ...args: readonly string[]): Promise<void> {
  const ran = await run('openssl', args, { cwd })
  if (ran.code !== 0) throw new Error(`openssl ${args.join(' ')}: ${ran.stderr}`)
}
