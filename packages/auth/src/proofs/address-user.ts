import { parseIp } from '@hopwise/http'
import type { Identity } from '../identity.ts'
import { type AddressRange, isInRange } from './address-range.ts'

/** Clients that need nothing but their address. */
export interface AddressUsers {
  readonly clients: readonly AddressRange[]
  /** Who they are. Absent: the address itself is the name. */
  readonly user?: string | undefined
  readonly groups?: readonly string[] | undefined
}

/** Of the first entry that the address is in; undefined where it is in none. */
export function userOfAddress(
  address: string,
  entries: readonly AddressUsers[],
): Identity | undefined {
  const ip = parseIp(address)
  if (ip === undefined) return undefined
  const entry = entries.find(({ clients }) => clients.some((range) => isInRange(ip, range)))
  return entry && { user: entry.user ?? address, groups: entry.groups }
}
