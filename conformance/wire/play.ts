import assert from 'node:assert/strict'
import { type Connection, dial, printed } from './connection.ts'
import { basic } from './credentials.ts'
import { matchedLength } from './expected-message.ts'
import { generatedFlaws } from './generated-flaws.ts'
import { octetsOf, type Variables } from './notation.ts'
import type { Playing } from './playing.ts'
import type { JournalLine } from './proxy-process.ts'
import { ScriptedOrigin } from './scripted-origin.ts'
import type { Case, Journal, Say, See, Step } from './transcript.ts'

/**
 * Plays a case against the proxy, every message in so many pieces. Beyond the steps it holds that
 * nothing else came to the client or the origin, that no credentials reached the origin, and that
 * responses the proxy made itself carry what they must.
 */
export async function play(script: Case, stage: Playing, pieces: number): Promise<void> {
  const origin = await ScriptedOrigin.start()
  stage.meet?.(origin)
  const hasOrigin = script.steps.some((step) => 'block' in step && step.block.includes('{origin}'))
  // Entries of a case without an origin of its own are known by their place in the journal only.
  if (!hasOrigin) await stage.settle()
  const scene = new Scene(stage, origin, pieces, hasOrigin)
  try {
    for (const step of script.steps) await scene.step(step)
    await scene.end()
  } finally {
    scene.close()
    await origin.close()
  }
}

class Scene {
  readonly #stage: Playing
  readonly #origin: ScriptedOrigin
  readonly #variables: Variables
  readonly #pieces: number
  readonly #entriesBefore: number
  readonly #hasOrigin: boolean
  readonly #clients: Connection[] = []
  readonly #used = new Set<Connection>()
  #asked: Connection | undefined
  #originSpoke = false
  #isTunnel = false

  constructor(stage: Playing, origin: ScriptedOrigin, pieces: number, hasOrigin: boolean) {
    this.#hasOrigin = hasOrigin
    this.#stage = stage
    this.#origin = origin
    this.#pieces = pieces
    this.#variables = stage.variables(origin)
    this.#entriesBefore = stage.proxy.entries.length
  }

  async step(step: Step): Promise<void> {
    try {
      await this.#perform(step)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(
        `line ${step.line}, "${step.info}": ${reason}\n` +
          `At the client: ${this.#clients.at(-1)?.describe() ?? 'no connection'}\n` +
          `At the origin: ${this.#origin.describe()}`,
        { cause: error },
      )
    }
  }

  async end(): Promise<void> {
    await this.#stage.turn()
    for (const client of this.#clients) {
      assert.equal(printed(client.unread), printed(''), 'the client got more than expected')
    }
    assert.equal(printed(this.#origin.unread), printed(''), 'the origin got more than expected')
    const idle = this.#origin.connections.filter((one) => !this.#used.has(one))
    assert.equal(idle.length, 0, 'the proxy connected to the origin without need')
    const leaked = !this.#isTunnel && this.#origin.received.includes(basic('alice').slice(6))
    assert.ok(!leaked, 'proxy credentials reached the origin')
  }

  close(): void {
    for (const client of this.#clients) client.close()
  }

  #perform(step: Step): Promise<void> {
    switch (step.kind) {
      case 'client sends':
        return this.#clientSends(step)
      case 'origin answers':
        return this.#originAnswers(step)
      case 'client sees':
        return this.#clientSees(step)
      case 'origin sees':
        return this.#originSees(step)
      case 'journal':
        return this.#journal(step)
    }
  }

  async #clientSends(step: Say): Promise<void> {
    let client = this.#clients.at(-1)
    if (!client || step.isNew) {
      client = await dial(this.#stage.proxy.port)
      this.#clients.push(client)
    }
    if (/^(CONNECT|Upgrade)/im.test(step.block)) this.#isTunnel = true
    await this.#say(client, step)
  }

  async #originAnswers(step: Say): Promise<void> {
    this.#asked ??= await this.#origin.connection()
    this.#used.add(this.#asked)
    this.#originSpoke = true
    await this.#say(this.#asked, step)
  }

  async #say(speaker: Connection, step: Say): Promise<void> {
    const octets = octetsOf(step.block, this.#variables)
    await speaker.send(octets, Math.min(this.#pieces, octets.length))
    if (step.end === 'ends') speaker.end()
    if (step.end === 'resets') speaker.reset()
  }

  async #clientSees(step: See): Promise<void> {
    const client = this.#clients.at(-1)
    assert.ok(client, 'the client has sent nothing yet')
    const message = await this.#take(client, step)
    const isOpening = this.#isTunnel && /^HTTP\/1\.1 2/.test(message)
    if (!this.#originSpoke && !isOpening) {
      const flaws = generatedFlaws(message, this.#variables, step.end === 'close')
      assert.deepEqual(flaws, [], `the proxy's own response: ${printed(message)}`)
    }
    if (step.end === 'close') await client.untilEnd()
    if (step.end === 'open') await this.#probe(client)
  }

  async #originSees(step: See): Promise<void> {
    const before = this.#asked
    if (step.expected.block !== '') {
      this.#asked = await this.#origin.until('octets at the origin', () =>
        this.#origin.connections.find((one) => one.unread !== ''),
      )
    }
    this.#asked ??= await this.#origin.connection()
    this.#used.add(this.#asked)
    if (step.on === 'new') assert.notEqual(this.#asked, before, 'the connection was used before')
    if (step.on === 'same') assert.equal(this.#asked, before, 'it came on another connection')
    await this.#take(this.#asked, step)
    if (step.end === 'close') await this.#asked.untilEnd()
  }

  async #take(connection: Connection, step: See): Promise<string> {
    const length = await connection.until('what is expected', () =>
      matchedLength(step.expected, this.#variables, connection.unread, connection.ended !== 'open'),
    )
    return connection.take(length)
  }

  async #probe(client: Connection): Promise<void> {
    const { origin, basic: credentials } = this.#variables
    await client.send(
      `GET http://${origin}/probe HTTP/1.1\r\nHost: ${origin}\r\n` +
        `Proxy-Authorization: ${credentials}\r\n\r\n`,
    )
    const probed = await this.#origin.until('one more request on the connection', () =>
      this.#origin.connections.find((one) => /^GET \/probe HTTP.*\r\n\r\n$/s.test(one.unread)),
    )
    this.#used.add(probed)
    probed.take(probed.unread.length)
    await probed.send('HTTP/1.1 200 In Step\r\nContent-Length: 0\r\n\r\n')
    const end = await client.until('its response', () => {
      const found = client.unread.indexOf('\r\n\r\n')
      return found < 0 ? undefined : found + 4
    })
    assert.match(client.take(end), /^HTTP\/1\.1 200 In Step\r\n/)
  }

  async #journal(step: Journal): Promise<void> {
    const expected = step.block.trim().split('\n')
    const { proxy } = this.#stage
    const actual = await proxy.signal.until(
      `${expected.length} entries in the journal`,
      () => {
        const own = this.#ownEntries()
        return own.length >= expected.length ? own.slice(0, expected.length) : undefined
      },
      () => JSON.stringify(this.#ownEntries(), null, 1),
    )
    const shown = actual.map((entry, i) => ({ entry, expected: expected[i] ?? '' })).map(asExpected)
    assert.deepEqual(shown, expected)
  }

  /** Entries of this case: those about its origin, which no other case has, where it has one. */
  #ownEntries(): readonly JournalLine[] {
    const { authority } = this.#origin
    const isOwn = ({ target }: JournalLine) =>
      this.#hasOrigin ? String(target).includes(authority) : !String(target).includes('/turn/')
    return this.#stage.proxy.entries.slice(this.#entriesBefore).filter(isOwn)
  }
}

/** The entry in the words of the expectation: `key=value`, `-` for what is absent. */
function asExpected(pair: { entry: JournalLine; expected: string }): string {
  return pair.expected
    .split(' ')
    .map((part) => part.split('=')[0] ?? '')
    .map((key) => `${key}=${pair.entry[key] ?? '-'}`)
    .join(' ')
}
