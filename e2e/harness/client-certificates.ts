import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

/** An authority with certificates for a proxy on 127.0.0.1 and for its clients. */
export interface ClientCertificates {
  /** File of the authority's certificate. */
  readonly authority: string
  /** PEM texts, to be put beside a configuration. */
  readonly files: {
    readonly 'ca.pem': string
    readonly 'proxy.pem': string
    readonly 'proxy.key': string
  }
  /** Another certificate for the proxy, of the same key. */
  readonly renewed: string
  /** What curl is given to show: alice's, one that has expired, and one that another authority signed. */
  readonly shows: Readonly<Record<'alice' | 'expired' | 'foreign', readonly string[]>>
}

export async function makeClientCertificates(scope: Scope): Promise<ClientCertificates> {
  const cwd = await tempDir(scope)
  const openssl = async (...args: readonly string[]): Promise<void> => {
    const ran = await run('openssl', args, { cwd })
    if (ran.code !== 0) throw new Error(`openssl ${args.join(' ')}: ${ran.stderr}`)
  }
  const authority = (name: string): Promise<void> =>
    openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${name}`,
    )
  const sign = (name: string, out: string, by: string, days: number): Promise<void> =>
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${by}.pem`, '-CAkey', `${by}.key`],
      ...['-CAcreateserial', '-extfile', 'names', '-days', String(days), '-out', `${out}.pem`],
    )
  await writeFile(join(cwd, 'names'), 'subjectAltName=IP:127.0.0.1,email:alice@example.com\n')
  await authority('ca')
  await authority('foreign-ca')
  for (const [name, subject] of [
    ['proxy', '/CN=proxy'],
    ['alice', '/O=Example/CN=alice'],
  ] as const) {
    await openssl(
      'req',
      ...NEW_KEY,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      subject,
    )
    await sign(name, name, 'ca', 2)
  }
  await sign('proxy', 'renewed', 'ca', 3)
  await sign('alice', 'expired', 'ca', -1)
  await sign('alice', 'foreign', 'foreign-ca', 2)
  const read = (name: string): Promise<string> => readFile(join(cwd, name), 'utf8')
  const shows = (name: string): readonly string[] => [
    ...['--proxy-cert', join(cwd, `${name}.pem`), '--proxy-key', join(cwd, 'alice.key')],
  ]
  return {
    authority: join(cwd, 'ca.pem'),
    files: {
      'ca.pem': await read('ca.pem'),
      'proxy.pem': await read('proxy.pem'),
      'proxy.key': await read('proxy.key'),
    },
    renewed: await read('renewed.pem'),
    shows: { alice: shows('alice'), expired: shows('expired'), foreign: shows('foreign') },
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
