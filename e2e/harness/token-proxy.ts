import assert from 'node:assert/strict'
import { join } from 'node:path'
import { createAuthenticator, createRemembered, SCHEMES, tokensAsPasswords } from '@hopwise/auth'
import {
  argon2idHashing,
  createFingerprint,
  openTokenSources,
  TOOLS,
  type TokenSourcesOptions,
} from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import { createPolicy, createProxy, openAccess, UTC } from '@hopwise/proxy'
import { openUsers } from '@hopwise/store'
import { Exchanges } from './exchanges.ts'
import { type Ran, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { hopwise } from './start-proxy.ts'
import { tempDir } from './temp-dir.ts'

/** A proxy in this process that takes tokens, in the field and as passwords, and keeps users of its own. */
export interface TokenProxy {
  readonly port: number
  readonly authority: string
  readonly exchanges: Exchanges
  /** `hopwise …` of another process on the same data. */
  hopwise(...args: readonly string[]): Promise<Ran>
  /** A token of alice, made by the command. */
  makeToken(...args: readonly string[]): Promise<string>
}

export async function startTokenProxy(
  scope: Scope,
  others: Omit<TokenSourcesOptions, 'own'> = {},
): Promise<TokenProxy> {
  const data = await tempDir(scope)
  const [file, args] = hopwise('user', 'add', 'alice', '--data', data, '--generate')
  assert.equal((await run(file, args)).code, 0)
  const users = openUsers({
    file: join(data, 'users.db'),
    hashing: argon2idHashing,
    nowMs: Date.now,
    busyMs: 0,
  })
  scope.after(() => users.close())
  const tokens = await openTokenSources({ own: users.tokens, ...others })
  scope.after(() => tokens.close())
  const exchanges = new Exchanges()
  const settings = {
    realm: 'Hopwise',
    tools: TOOLS,
    basic: { userPassOctetsMax: 16_384 },
    bearer: { scope: tokens.scope },
  }
  const authenticator = createAuthenticator({
    schemes: ['bearer', 'basic'].map((name) => SCHEMES.get(name)!.serve(settings)),
    sources: { tokens, passwords: tokensAsPasswords(tokens) },
    remembered: createRemembered({ nowMs: () => performance.now(), wallClockMs: Date.now }),
    fingerprint: createFingerprint(),
  })
  const policy = createPolicy([], { otherwise: 'allow', zone: UTC })
  const proxy = createProxy({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(authenticator, policy),
    record: (entry: Entry) => exchanges.add(entry),
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  scope.after(() => proxy.drain(0))
  const command = (...words: readonly string[]): Promise<Ran> => {
    const [program, all] = hopwise(...words, '--data', data)
    return run(program, all)
  }
  return {
    port,
    authority: `127.0.0.1:${port}`,
    exchanges,
    hopwise: command,
    async makeToken(...options) {
      const ran = await command('token', 'create', '--user', 'alice', ...options)
      assert.equal(ran.code, 0, ran.stderr)
      return ran.stdout.trim()
    },
  }
}
