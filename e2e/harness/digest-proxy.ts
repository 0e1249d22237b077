import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  createAuthenticator,
  createRemembered,
  createVerifications,
  DIGEST_HASHES,
  type DigestAlgorithm,
  type DigestOptions,
  ha1Of,
  SCHEMES,
} from '@hopwise/auth'
import {
  createFingerprint,
  type HtdigestFile,
  openHtdigestFile,
  openPasswordFile,
  TOOLS,
} from '@hopwise/auth/node'
import { createProxy, openAccess } from '@hopwise/proxy'
import { Exchanges } from './exchanges.ts'
import type { Scope } from './scope.ts'
import { REALM } from './start-proxy.ts'
import { tempDir } from './temp-dir.ts'
import { ALICE, type Credentials, MAX, writeHtpasswd, ZOE } from './users.ts'

/** A proxy in this process that offers Digest, for users of an htdigest file. */
export interface DigestProxy {
  readonly port: number
  readonly authority: string
  readonly url: string
  readonly exchanges: Exchanges
  /** The htdigest file: alice, max and zoe with a secret for each algorithm. */
  readonly file: HtdigestFile
}

export interface DigestProxyOptions extends DigestOptions {
  /** `digest` alone unless said. */
  readonly schemes?: readonly string[]
  /** The clock by which nonces age; default: a real one. */
  readonly nowMs?: () => number
}

export async function startDigestProxy(
  scope: Scope,
  { schemes = ['digest'], nowMs = TOOLS.nowMs, ...digest }: DigestProxyOptions = {},
): Promise<DigestProxy> {
  const path = join(await tempDir(scope), 'htdigest')
  await writeFile(path, linesFor(ALICE, MAX, ZOE), { mode: 0o600 })
  const file = await openHtdigestFile(path)
  scope.after(() => file.close())
  const passwords = await openPasswordFile(await writeHtpasswd(await tempDir(scope)))
  scope.after(() => passwords.close())
  const authenticator = createAuthenticator({
    schemes: schemes.map((name) =>
      SCHEMES.get(name)!.serve({ realm: REALM, tools: { ...TOOLS, nowMs }, digest }),
    ),
    sources: { digests: file, passwords, verifications: createVerifications() },
    remembered: createRemembered({ nowMs: () => performance.now(), wallClockMs: Date.now }),
    fingerprint: createFingerprint(),
  })
  const exchanges = new Exchanges()
  const proxy = createProxy({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(authenticator),
    record: (entry) => exchanges.add(entry),
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  scope.after(() => proxy.drain(0))
  const authority = `127.0.0.1:${port}`
  return { port, authority, url: `http://${authority}`, exchanges, file }
}

/** One line for each user and algorithm. */
export function linesFor(...users: readonly Credentials[]): string {
  const algorithms = Object.keys(DIGEST_HASHES) as readonly DigestAlgorithm[]
  return users
    .flatMap(({ user, password }) =>
      algorithms.map((algorithm) => {
        const ha1 = ha1Of(TOOLS, DIGEST_HASHES[algorithm], user, REALM, password)
        return `${user}:${REALM}:${ha1}:${algorithm}\n`
      }),
    )
    .join('')
}
