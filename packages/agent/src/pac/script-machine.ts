import { parseIp } from '@hopwise/http'
import { type JSValueHandle, QuickJS } from 'quickjs-wasi'
import { isInPrefix, sortAddresses } from './address-functions.ts'
import type { PacLimits } from './pac-limits.ts'
import { type PacProblemCode, quoted } from './pac-problem.ts'
import { SCRIPT_FUNCTIONS } from './script-functions.ts'

/** What one run may know of the world. Nothing else reaches a script. */
export interface World {
  readonly nowMs: number
  /** By name. One that is not in it ends the run: it has to be looked up first. */
  readonly addresses: ReadonlyMap<string, readonly string[]>
  readonly ownAddresses: readonly string[]
}

export type RunOutcome =
  | { readonly kind: 'answer'; readonly answer: string; readonly alerts: readonly string[] }
  /** To be run again, with the addresses of these. */
  | { readonly kind: 'lookups'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly code: PacProblemCode; readonly detail: string }

type Failed = Extract<RunOutcome, { kind: 'failed' }>

export type RunLimits = Pick<PacLimits, 'runTimeoutMs' | 'memoryBytesMax' | 'answerLengthMax'>

/**
 * One script in a machine of its own: QuickJS in WebAssembly, with nothing of Node in reach. A script is
 * run as it is written and to its end, so that a name it asks for ends the run, which is repeated
 * when the addresses are there (Chromium does the same): rewriting the script to wait in the middle, as
 * others do, answers wrongly where it asks within a callback.
 */
export class ScriptMachine {
  readonly #limits: RunLimits
  readonly #clockMs: () => number
  #vm!: QuickJS
  #world: World = { nowMs: 0, addresses: new Map(), ownAddresses: [] }
  #missing = new Set<string>()
  #alerts: string[] = []
  #endMs = 0
  #isLate = false

  /** A machine that has read the script; or why not. */
  static async load(
    script: string,
    wasm: Uint8Array<ArrayBuffer>,
    limits: RunLimits,
    world: World,
    clockMs: () => number,
  ): Promise<ScriptMachine | Exclude<RunOutcome, { kind: 'answer' }>> {
    const machine = new ScriptMachine(limits, clockMs)
    machine.#vm = await QuickJS.create({
      wasm,
      memoryLimit: limits.memoryBytesMax,
      maxStackSize: STACK_BYTES_MAX,
      interruptHandler: () => machine.#mustStop(),
    })
    const outcome = machine.#guarded(world, () => machine.#read(script))
    if (outcome === undefined) return machine
    machine.dispose()
    return outcome
  }

  private constructor(limits: RunLimits, clockMs: () => number) {
    this.#limits = limits
    this.#clockMs = clockMs
  }

  run(url: string, host: string, world: World): RunOutcome {
    return this.#guarded(world, () => this.#vm.withScope(() => this.#call(url, host)))
  }

  dispose(): void {
    this.#vm.dispose()
  }

  #read(script: string): Failed | undefined {
    this.#vm.withScope(() => {
      this.#install()
      this.#vm.evalCode(script, 'proxy.pac')
    })
    const type = this.#vm.evalCode('typeof FindProxyForURL').consume((one) => one.toString())
    if (type === 'function') return undefined
    const detail = 'The script defines no function FindProxyForURL'
    return { kind: 'failed', code: 'SCRIPT_WITHOUT_FUNCTION', detail }
  }

  #call(url: string, host: string): RunOutcome {
    const vm = this.#vm
    const find = vm.evalCode('FindProxyForURL')
    const result = vm.callFunction(find, vm.undefined, vm.newString(url), vm.newString(host))
    const type = vm.typeof(result)
    if (type !== 'string') {
      const detail = `FindProxyForURL returned no text but ${type}`
      return { kind: 'failed', code: 'ANSWER_NOT_TEXT', detail }
    }
    const answer = this.#text(result, this.#limits.answerLengthMax)
    if (answer !== undefined) return { kind: 'answer', answer, alerts: this.#alerts }
    const detail = `FindProxyForURL returned more than ${this.#limits.answerLengthMax} characters`
    return { kind: 'failed', code: 'ANSWER_TOO_LONG', detail }
  }

  /** Time begins anew; whatever the script throws becomes a value. */
  #guarded<T>(world: World, work: () => T): T | Exclude<RunOutcome, { kind: 'answer' }> {
    this.#world = world
    this.#missing = new Set()
    this.#alerts = []
    this.#endMs = this.#clockMs() + this.#limits.runTimeoutMs
    this.#isLate = false
    let outcome: T | Failed
    try {
      outcome = work()
    } catch (error) {
      outcome = this.#failure(error)
    }
    // Whatever came of a run without all the addresses means nothing.
    const names = [...this.#missing]
    return names.length > 0 && !this.#isLate ? { kind: 'lookups', names } : outcome
  }

  #failure(error: unknown): Failed {
    if (this.#isLate) {
      const detail = `The script ran for longer than ${this.#limits.runTimeoutMs} ms`
      return { kind: 'failed', code: 'SCRIPT_TIMEOUT', detail }
    }
    const said = quoted(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    if (/out of memory|string too long/.test(said)) {
      const detail = `The script needs more than ${this.#limits.memoryBytesMax} octets of memory`
      return { kind: 'failed', code: 'SCRIPT_OUT_OF_MEMORY', detail }
    }
    return { kind: 'failed', code: 'SCRIPT_FAILED', detail: `The script failed: ${said}` }
  }

  #mustStop(): boolean {
    // Once late is late for good: a script must not catch the end and go on.
    this.#isLate ||= this.#clockMs() > this.#endMs
    return this.#isLate
  }

  #install(): void {
    const vm = this.#vm
    const host = vm.newObject()
    for (const [name, answer] of Object.entries(this.#hostFunctions())) {
      const made = vm.newFunction(name, (...given) => {
        const value = answer(...given.slice(0, 2).map((one) => this.#text(one, TEXT_MAX) ?? ''))
        if (typeof value === 'string') return vm.newString(value)
        return typeof value === 'number' ? vm.newNumber(value) : value ? vm.true : vm.false
      })
      vm.setProp(host, name, made)
    }
    vm.callFunction(vm.evalCode(SCRIPT_FUNCTIONS, 'functions'), vm.undefined, vm.global, host)
  }

  #hostFunctions(): Readonly<Record<string, (...given: string[]) => string | number | boolean>> {
    return {
      now: () => this.#world.nowMs,
      lookUp: (name = '') => this.#lookUp(name),
      ownAddresses: () => this.#world.ownAddresses.join(';'),
      isInPrefix: (address = '', prefix = '') => isInPrefix(address, prefix),
      sortAddresses: (list = '') => sortAddresses(list),
      alert: (message = '') => this.#alerts.length < ALERTS_MAX && this.#alerts.push(message) > 0,
    }
  }

  #lookUp(name: string): string {
    if (parseIp(name) !== undefined) return name
    // No name of the DNS is longer (RFC 1035 §2.3.4), and nothing else belongs to one.
    if (name.length > 253 || !/^[\w.-]+$/.test(name)) return ''
    const key = name.toLowerCase()
    const known = this.#world.addresses.get(key)
    if (known !== undefined) return known.join(';')
    this.#missing.add(key)
    // A script may catch this and go on; what it then returns is not used.
    throw new Error('this name is being looked up')
  }

  /** Of whatever a script hands over only short text is read: not objects, whose reading runs code. */
  #text(handle: JSValueHandle, lengthMax: number): string | undefined {
    if (this.#vm.typeof(handle) !== 'string') return undefined
    const length = handle.getProp('length').consume((one) => one.toNumber())
    return length <= lengthMax ? handle.toString() : undefined
  }
}

/** A list of some dozens of addresses. */
const TEXT_MAX = 4096
const ALERTS_MAX = 16
/** Of the 1 MiB that the machine has: beyond it deep recursion would break the machine itself. */
const STACK_BYTES_MAX = 256 * 1024
