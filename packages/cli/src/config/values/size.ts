import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** A number of octets, written with its unit: `512B`, `64KiB`, `10MiB`, `1GiB`. */
export class Size {
  readonly octets: number
  readonly #written: string

  constructor(octets: number, written: string) {
    this.octets = octets
    this.#written = written
  }

  toJSON(): string {
    return this.#written
  }
}

export function size(): z.ZodType<Size> {
  return parsedText('write a size with its unit, such as 512B, 64KiB, 10MiB or 1GiB', parse)
}

function parse(text: string): Size | undefined {
  const [, digits, unit] = /^(\d{1,9})(B|KiB|MiB|GiB|TiB)$/.exec(text) ?? []
  if (digits === undefined || unit === undefined || Number(digits) === 0) return undefined
  const octets = Number(digits) * UNIT_OCTETS[unit as keyof typeof UNIT_OCTETS]
  return Number.isSafeInteger(octets) ? new Size(octets, text) : undefined
}

const UNIT_OCTETS = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 }
