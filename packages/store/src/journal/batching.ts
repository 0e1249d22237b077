import type { Entry } from '@hopwise/journal'
import { type Batch, type BatchBuilder, buildBatch } from './batch.ts'

export interface BatchingOptions {
  readonly buffers: number
  readonly bufferBytes: number
  /** How long an entry waits at most, as long as there is a buffer to go on with. */
  readonly flushMs: number
  /** Takes a batch and its memory away. */
  readonly send: (batch: Batch) => void
  /** Told of each entry there was no room for. */
  readonly dropped: (why: string) => void
}

/** Gathers entries in a fixed number of buffers, which travel to the writer and come back. */
export class Batching {
  readonly #options: BatchingOptions
  readonly #memory: ArrayBuffer[]
  #batch: BatchBuilder | undefined
  #timer: NodeJS.Timeout | undefined
  #droppedBefore = 0

  constructor(options: BatchingOptions) {
    this.#options = options
    this.#memory = Array.from(
      { length: options.buffers },
      () => new ArrayBuffer(options.bufferBytes),
    )
  }

  /** Entries dropped since the last batch: the writer stores the count, so it must be told. */
  get droppedBefore(): number {
    return this.#droppedBefore
  }

  write(line: Uint8Array, entry: Entry): void {
    if (this.#batch?.add(line, entry)) return
    this.flush()
    const memory = this.#memory.pop()
    if (memory === undefined) {
      this.#drop('the disk is too slow')
      return
    }
    this.#batch = buildBatch(memory)
    this.#timer ??= setTimeout(this.#flushSoon, this.#options.flushMs)
    if (!this.#batch.add(line, entry)) this.#drop('an entry is too long')
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#batch === undefined) return
    const batch = this.#batch.finish(this.#droppedBefore)
    this.#batch = undefined
    if (batch.entries === 0) {
      this.takeBack(batch.bytes)
      return
    }
    this.#droppedBefore = 0
    this.#options.send(batch)
  }

  takeBack(memory: ArrayBuffer): void {
    this.#memory.push(memory)
  }

  /** Without a buffer to go on with, the one at hand is filled first: all of the memory is used. */
  readonly #flushSoon = (): void => {
    this.#timer = undefined
    if (this.#memory.length > 0) this.flush()
    else this.#timer = setTimeout(this.#flushSoon, this.#options.flushMs)
  }

  #drop(why: string): void {
    this.#droppedBefore++
    this.#options.dropped(why)
  }
}
