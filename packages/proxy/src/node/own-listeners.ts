import { networkInterfaces } from 'node:os'
import { type IpAddress, parseIp, unmapped } from '@hopwise/http'
import { classifyAddress } from '../core/address-class.ts'

/** Where this proxy itself listens: a request that would be dialled there goes round for ever. */
export class OwnListeners {
  readonly #bound: { readonly host: string; readonly port: number }[] = []

  add(host: string, port: number): void {
    this.#bound.push({ host, port })
  }

  remove(host: string, port: number): void {
    const at = this.#bound.findIndex((own) => own.host === host && own.port === port)
    if (at >= 0) this.#bound.splice(at, 1)
  }

  has(address: string, port: number): boolean {
    return this.#bound.some(
      (own) => own.port === port && (isSame(own.host, address) || isWildcardFor(own.host, address)),
    )
  }
}

/** `::` takes IPv4 too; `0.0.0.0` takes nothing else. */
function isWildcardFor(host: string, address: string): boolean {
  if (host === '::') return isLocal(address)
  return host === '0.0.0.0' && octetsOf(address)?.length === 4 && isLocal(address)
}

function isLocal(address: string): boolean {
  if (classifyAddress(address) === 'loopback') return true
  return Object.values(networkInterfaces()).some((found) =>
    found?.some((own) => isSame(own.address, address)),
  )
}

/** Addresses are compared as octets: one address has many spellings. */
function isSame(one: string, other: string): boolean {
  const octets = octetsOf(one)
  return octets !== undefined && octets.join() === octetsOf(other)?.join()
}

function octetsOf(address: string): IpAddress | undefined {
  const parsed = parseIp(address)
  return parsed === undefined ? undefined : unmapped(parsed)
}
