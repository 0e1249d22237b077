import { networkInterfaces } from 'node:os'

/** Where this proxy itself listens: a request that would be dialled there goes round for ever. */
export class OwnListeners {
  readonly #bound: { readonly host: string; readonly port: number }[] = []

  add(host: string, port: number): void {
    this.#bound.push({ host, port })
  }

  has(address: string, port: number): boolean {
    return this.#bound.some(
      (own) => own.port === port && (own.host === address || isWildcardFor(own.host, address)),
    )
  }
}

function isWildcardFor(host: string, address: string): boolean {
  return (host === '0.0.0.0' || host === '::') && isLocal(address)
}

function isLocal(address: string): boolean {
  if (address.startsWith('127.') || address === '::1') return true
  return Object.values(networkInterfaces()).some((found) =>
    found?.some((own) => own.address === address),
  )
}
