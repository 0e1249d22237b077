import { type FileHandle, open } from 'node:fs/promises'
import { endianness } from 'node:os'
import { type Endpoint, type Owner, ownerIn } from './connection-owner.ts'

/** The system's table of TCP connections, asked whose they are. */
export interface ConnectionTable {
  /**
   * Whose the client's end of a connection is that is open now. Undefined where the table does not have
   * it. Rejects when the table cannot be read, or is larger than is read.
   */
  ownerOf(client: Endpoint, server: Endpoint): Promise<Owner | undefined>
}

/** @param files the tables, the likelier one first: the next is read where that has no such connection */
export function openConnectionTable(files: readonly string[] = FILES): ConnectionTable {
  return new ProcTable(files)
}

class ProcTable implements ConnectionTable {
  readonly #readings: readonly SharedReading[]

  constructor(files: readonly string[]) {
    this.#readings = files.map((file) => new SharedReading(file))
  }

  async ownerOf(client: Endpoint, server: Endpoint): Promise<Owner | undefined> {
    // The table is printed in pieces; a row may be missed while others come and go.
    for (let tries = 0; tries < TRIES; tries++) {
      for (const reading of this.#readings) {
        const owner = ownerIn(await reading.text(), client, server, IS_LITTLE_ENDIAN)
        if (owner !== undefined) return owner
      }
    }
    return undefined
  }
}

/** One file, read for all who ask at one time: printing it takes the kernel milliseconds. */
class SharedReading {
  readonly #path: string
  #running: Promise<Buffer> | undefined
  #next: Promise<Buffer> | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** What it says from now on: a reading that is under way may have passed the place. */
  text(): Promise<Buffer> {
    if (this.#running === undefined) {
      this.#running = this.#read()
      return this.#running
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined
        return this.text()
      })
    return this.#next
  }

  async #read(): Promise<Buffer> {
    try {
      return await readBounded(this.#path)
    } finally {
      this.#running = undefined
    }
  }
}

/** Files there do not tell their size. */
async function readBounded(path: string): Promise<Buffer> {
  const file = await opened(path)
  if (file === undefined) return Buffer.alloc(0)
  try {
    const pieces: Buffer[] = []
    for (let total = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE, null)
      if (bytesRead === 0) return Buffer.concat(pieces)
      total += bytesRead
      if (total > TABLE_MAX) throw new RangeError(`${path} has more than ${TABLE_MAX} octets`)
      pieces.push(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/** Without IPv6 there is no table of it. */
async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if (path === TCP6 && (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const TCP6 = '/proc/net/tcp6'
const FILES: readonly string[] = ['/proc/net/tcp', TCP6]
const IS_LITTLE_ENDIAN = endianness() === 'LE'
const TRIES = 3
const PIECE = 256 * 1024
/** 150 octets a row: a hundred thousand connections. */
const TABLE_MAX = 16 * 1024 * 1024
