import { type Authenticator, createAsker, Secret } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import {
  createProxy,
  type Proxy as ForwardProxy,
  openAccess,
  Parent,
  type ParentCredentials,
  type ParentOptions,
} from '@hopwise/proxy'
import { basic } from './credentials.ts'
import type { Playing } from './playing.ts'
import type { JournalLine } from './proxy-process.ts'
import { ScriptedOrigin } from './scripted-origin.ts'
import { Signal } from './signal.ts'
import { turn } from './turn.ts'

/** What is configured about the parent of a file of transcripts. */
export type ParentSetting = Pick<ParentOptions, 'refusals'> & {
  readonly credentials: 'own' | 'none' | 'pass-through'
}

/**
 * A proxy in this process whose parent is the scripted origin of the case that is played, and about which
 * it knows nothing yet. What goes to loopback goes there directly.
 */
export class ParentStage implements Playing {
  readonly proxy: Playing['proxy']
  readonly #setting: ParentSetting
  readonly #forward: ForwardProxy
  readonly #origin: ScriptedOrigin
  #parent: Parent | undefined
  #turns = 0

  static async open(setting: ParentSetting): Promise<ParentStage> {
    const origin = await ScriptedOrigin.start()
    const stage = new ParentStage(setting, origin)
    const { port } = await stage.#forward.listen({ host: '127.0.0.1', port: 0 })
    stage.proxy.port = port
    return stage
  }

  private constructor(setting: ParentSetting, origin: ScriptedOrigin) {
    this.#setting = setting
    this.#origin = origin
    const entries: JournalLine[] = []
    const signal = new Signal()
    this.proxy = { port: 0, entries, signal }
    this.#forward = createProxy({
      name: NAME,
      egress: { allowPrivate: true },
      access: { ...openAccess(ANYBODY), routing: { choose: ({ host }) => this.#wayTo(host) } },
      onTrouble: () => {},
      record(entry) {
        entries.push({ ...entry })
        signal.changed()
      },
    })
  }

  meet({ port }: ScriptedOrigin): void {
    const { credentials, ...rest } = this.#setting
    const address = { scheme: 'http', host: '127.0.0.1', port } as const
    this.#parent = new Parent({
      name: 'corp',
      address,
      credentials: credentialsFor(credentials),
      ...rest,
    })
  }

  variables({ authority }: ScriptedOrigin): Readonly<Record<string, string>> {
    return {
      parent: authority,
      name: NAME,
      realm: '""',
      /** What this proxy says to its parent, and what a client says. */
      ours: basic('us', 'secret'),
      basic: basic('bob', 'of bob'),
    }
  }

  async turn(): Promise<void> {
    this.#turns++
    await turn(this.proxy, this.#origin, this.#turns)
  }

  async settle(): Promise<void> {
    await this.turn()
    const path = `/turn/${this.#turns}`
    const { entries, signal } = this.proxy
    await signal.until(
      `the journal entry of ${path}`,
      () => entries.find(({ target }) => String(target).endsWith(path)),
      () => JSON.stringify(entries),
    )
  }

  async close(): Promise<void> {
    await this.#forward.drain(0)
    await this.#origin.close()
  }

  #wayTo(host: string) {
    if (host === '127.0.0.1') return 'direct'
    if (this.#parent === undefined) throw new TypeError('a case begins with its parent')
    return { tiers: [[{ parent: this.#parent, weight: 1 }]], orDirect: false }
  }
}

function credentialsFor(kind: ParentSetting['credentials']): ParentCredentials {
  if (kind === 'pass-through') return { kind }
  const login = { username: 'us', password: new Secret('secret') }
  return {
    kind: 'own',
    asker: createAsker({ tools: TOOLS }),
    answers: {
      'find-login': () => (kind === 'own' ? login : undefined),
      'find-token': () => undefined,
      'initiate-context': () => ({ kind: 'declined', detail: 'none' }),
    },
  }
}

const ANYBODY: Authenticator = {
  challenges: () => [],
  authenticate: () => ({ kind: 'accepted', user: 'anybody', scheme: 'client-address' }),
}
const NAME = 'child.example'
