import { type Malformed, malformed } from './malformed.ts'

/** Both ends included. */
export interface PortRange {
  readonly first: number
  readonly last: number
}

/** Reads `443` or `8000-8999`; `column` is where it begins in what the operator wrote. */
export function parsePortRange(
  text: string,
  column: number,
): { readonly kind: 'ports'; readonly range: PortRange } | Malformed {
  const dash = text.indexOf('-')
  const first = parsePort(dash < 0 ? text : text.slice(0, dash))
  if (first === undefined) return malformed(column, PORT)
  if (dash < 0) return { kind: 'ports', range: { first, last: first } }
  const last = parsePort(text.slice(dash + 1))
  if (last === undefined) return malformed(column + dash + 1, PORT)
  if (last < first) return malformed(column, 'the first port of a range is the lower one')
  return { kind: 'ports', range: { first, last } }
}

export function isInRange(port: number, range: PortRange | undefined): boolean {
  return range === undefined || (port >= range.first && port <= range.last)
}

function parsePort(text: string): number | undefined {
  if (!/^[0-9]{1,5}$/.test(text)) return undefined
  const port = Number(text)
  return port >= 1 && port <= 65_535 ? port : undefined
}

const PORT = 'a port is a number from 1 to 65535, or two with a hyphen between them'
