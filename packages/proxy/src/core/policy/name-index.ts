import type { HostPattern } from './host-pattern.ts'
import { isInRange, type PortRange } from './port-range.ts'

/**
 * Which owners' patterns of names mean a destination. One look-up for each label of the host,
 * whatever the number of patterns: a list of blocked hosts has a hundred thousand.
 */
export class NameIndex {
  readonly #exact = new Map<string, Entry[]>()
  /** By suffix, with its dot. */
  readonly #below = new Map<string, Entry[]>()
  readonly #any: Entry[] = []
  #isEmpty = true

  /** @param owner who is named when one of the patterns means a destination; a pattern of addresses is passed over */
  add(owner: number, patterns: readonly HostPattern[]): void {
    for (const pattern of patterns) {
      if (pattern.kind === 'addresses') continue
      this.#isEmpty = false
      const entry = { owner, ports: pattern.ports }
      if (pattern.kind === 'any') this.#any.push(entry)
      if (pattern.kind === 'name' || pattern.kind === 'name-and-below') {
        append(this.#exact, pattern.name, entry)
      }
      if (pattern.kind === 'below' || pattern.kind === 'name-and-below') {
        append(this.#below, pattern.suffix, entry)
      }
    }
  }

  /** @param host in the form of `plainHost` */
  meant(host: string, port: number): ReadonlySet<number> {
    if (this.#isEmpty) return NOBODY
    const owners = new Set<number>()
    collect(this.#any, port, owners)
    collect(this.#exact.get(host), port, owners)
    if (this.#below.size === 0) return owners
    for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      collect(this.#below.get(host.slice(dot)), port, owners)
    }
    return owners
  }
}

interface Entry {
  readonly owner: number
  readonly ports: PortRange | undefined
}

function append(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = map.get(key)
  if (entries === undefined) map.set(key, [entry])
  else entries.push(entry)
}

function collect(entries: readonly Entry[] | undefined, port: number, owners: Set<number>): void {
  if (entries === undefined) return
  for (const { owner, ports } of entries) if (isInRange(port, ports)) owners.add(owner)
}

const NOBODY: ReadonlySet<number> = new Set()
