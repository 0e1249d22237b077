import { networkInterfaces } from 'node:os'

export interface NetworkWatchOptions {
  /** The machine's addresses are others, or it has slept: what they are now. */
  readonly onChange: (addresses: ReadonlySet<string>) => void
  /** What they are, without zones; default: as the system says. */
  readonly read?: () => readonly string[]
  /** Of the wall clock, which goes on while a machine sleeps; the other does not. */
  readonly wallClockMs?: () => number
}

/** Looks whether the network has changed under our feet. Nobody tells a program in Node, so it has to look. */
export class NetworkWatch {
  readonly #onChange: NetworkWatchOptions['onChange']
  readonly #read: () => readonly string[]
  readonly #wallClockMs: () => number
  #known: ReadonlySet<string>
  #lookedMs: number
  #timer: NodeJS.Timeout | undefined

  constructor({ onChange, read = ownAddresses, wallClockMs = Date.now }: NetworkWatchOptions) {
    this.#onChange = onChange
    this.#read = read
    this.#wallClockMs = wallClockMs
    this.#known = new Set(read().filter(leadsAway))
    this.#lookedMs = wallClockMs()
  }

  /** Looks every second; does not hold the process. */
  start(): void {
    this.#timer ??= setInterval(() => this.look(), LOOK_MS).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  look(): void {
    const [nowMs, addresses] = [this.#wallClockMs(), this.#read()]
    const leading = new Set(addresses.filter(leadsAway))
    const hasSlept = nowMs - this.#lookedMs > SLEPT_MS
    const isSame =
      leading.size === this.#known.size && [...leading].every((each) => this.#known.has(each))
    this.#lookedMs = nowMs
    this.#known = leading
    if (hasSlept || !isSame) this.#onChange(new Set(addresses))
  }
}

/** Link-local ones (RFC 4291 §2.5.6, RFC 3927) come and go with every container, and lead to no network. */
function leadsAway(address: string): boolean {
  return !/^(?:fe[89ab][0-9a-f]:|169\.254\.)/i.test(address)
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address))
}

const LOOK_MS = 1_000
/** A process that gets no time for so long was not merely slow: nothing on the network has waited for it. */
const SLEPT_MS = 30_000
