import { createHash } from 'node:crypto'
import {
  type Authenticator,
  createAuthenticator,
  createRemembered,
  createVerifications,
  type PasswordStore,
  SCHEMES,
} from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import {
  createProxy,
  type EgressPolicy,
  type Proxy as ForwardProxy,
  type Limits,
  openAccess,
} from '@hopwise/proxy'
import { PASSWORDS, REALM } from './credentials.ts'
import { Signal } from './signal.ts'

/** A proxy in this process, for limits and stores that the command line does not offer. */
export class ProxyInProcess {
  readonly entries: Entry[] = []
  readonly signal: Signal = new Signal()
  readonly proxy: ForwardProxy
  port = 0

  static async start(
    limits: Partial<Limits>,
    store: PasswordStore = USERS,
    egress: EgressPolicy = { allowPrivate: true },
  ): Promise<ProxyInProcess> {
    const started = new ProxyInProcess(limits, store, egress)
    const bound = await started.proxy.listen({ host: '127.0.0.1', port: 0 })
    started.port = bound.port
    return started
  }

  private constructor(limits: Partial<Limits>, store: PasswordStore, egress: EgressPolicy) {
    this.proxy = createProxy({
      name: NAME,
      access: openAccess(authenticatorFor(store)),
      egress,
      limits,
      record: (entry) => {
        this.entries.push(entry)
        this.signal.changed()
      },
    })
  }

  /** Waits for an entry that the look accepts. */
  entry(what: string, look: (entry: Entry) => boolean): Promise<Entry> {
    return this.signal.until(
      `the journal entry of ${what}`,
      () => this.entries.find(look),
      () => JSON.stringify(this.entries),
    )
  }

  async stop(): Promise<void> {
    await this.proxy.drain(0)
  }
}

export const NAME = 'in-process.example'

function authenticatorFor(store: PasswordStore): Authenticator {
  return createAuthenticator({
    schemes: [SCHEMES.get('basic')!.serve({ realm: REALM, tools: TOOLS })],
    sources: { passwords: store, verifications: createVerifications() },
    remembered: createRemembered({ nowMs: () => performance.now() }),
    fingerprint: (value) => createHash('sha256').update(value).digest('base64'),
  })
}

const USERS: PasswordStore = {
  name: 'fixed',
  version: () => 0,
  check: async (username, password) => {
    if (!Object.hasOwn(PASSWORDS, username)) return { kind: 'unknown-user' }
    const isRight = PASSWORDS[username] === password.reveal()
    return isRight ? { kind: 'right', user: username } : { kind: 'wrong-password' }
  },
}
