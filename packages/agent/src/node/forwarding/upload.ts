import { type BodyReader, bodyReader, type Framing } from '@hopwise/http'
import type { Wire } from '../wire.ts'
import type { Written } from './written.ts'

/**
 * The content of one request on its way to a proxy. What has passed is kept, up to a limit, until
 * nobody can ask for it again: a proxy that answers 407 has forwarded none of it.
 */
export class Upload {
  readonly #written: Written
  readonly #reader: BodyReader
  readonly #keptMax: number
  #kept: Uint8Array[] | undefined = []
  #keptBytes = 0
  #wire: Wire | undefined
  #isComplete = false
  #isBegun = false
  #attached: (() => void) | undefined

  constructor(written: Written, framing: Framing, keptMax: number) {
    this.#written = written
    this.#reader = bodyReader(framing)
    this.#keptMax = keptMax
  }

  /** Whether it could be sent from its beginning once more. */
  get isRepeatable(): boolean {
    return this.#kept !== undefined
  }

  /** Whether all of it has been sent. */
  get isComplete(): boolean {
    return this.#isComplete
  }

  /** Whether it waits for a wire. */
  get isHeld(): boolean {
    return this.#wire === undefined
  }

  /** Sends to this wire what has come so far, and from now on what comes. Nothing to the one before. */
  sendTo(wire: Wire): void {
    this.#wire = wire
    for (const piece of this.#kept ?? []) wire.write(piece)
    this.#attached?.()
  }

  /** Sends to nobody until there is a wire again. */
  hold(): void {
    this.#wire = undefined
  }

  /** Nobody can ask for it again. */
  forget(): void {
    this.#kept = undefined
  }

  /**
   * Takes what the program writes until the content's end; resolves false when the program ends before.
   * Nothing is taken before there is a wire, or else beyond what is kept.
   */
  async run(): Promise<boolean> {
    if (this.#isBegun) throw new TypeError('An upload runs once')
    this.#isBegun = true
    let piece: Uint8Array = new Uint8Array(0)
    for (;;) {
      const end = this.#endIn(piece)
      this.#pass(piece.subarray(0, end))
      if (end !== undefined) {
        this.#written.giveBack(piece.subarray(end))
        this.#isComplete = true
        return true
      }
      await this.#drained()
      const next = await this.#written.read()
      if (next === undefined) return false
      piece = next
    }
  }

  /** Where the content ends in these octets; undefined when it goes on behind them. */
  #endIn(piece: Uint8Array): number | undefined {
    for (let at = 0; ; ) {
      const step = this.#reader.next(piece, at)
      if (step.kind === 'done') return step.rest
      if (step.kind === 'malformed') throw new TypeError(`The content is malformed: ${step.reason}`)
      if (step.kind === 'need-more') return undefined
      at = step.end
    }
  }

  #pass(octets: Uint8Array): void {
    if (octets.length === 0) return
    this.#wire?.write(octets)
    if (this.#kept === undefined) return
    this.#keptBytes += octets.length
    this.#kept.push(octets)
    // Without a wire all of it waits here, and no more is taken.
    if (this.#keptBytes > this.#keptMax && this.#wire !== undefined) this.#kept = undefined
  }

  /** Until the wire takes more, or there is room to keep more. */
  async #drained(): Promise<void> {
    for (;;) {
      const wire = this.#wire
      if (wire !== undefined) {
        if (!wire.isFull) return
        await wire.drained()
      } else {
        if (this.#keptBytes <= this.#keptMax) return
        await new Promise<void>((resolve) => {
          this.#attached = resolve
        })
      }
    }
  }
}
