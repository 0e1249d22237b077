/**
 * The hash that stands for a certificate in `tls-server-end-point` (RFC 5929 §4.1): the one that it was
 * signed with, where MD5 and SHA-1 count as SHA-256. Undefined for a signature without one (Ed25519), to
 * which nothing can be bound, and for what is no certificate.
 *
 * It is read from the certificate itself: what the libraries of this world call an algorithm differs, and
 * of RSASSA-PSS they do not say the hash.
 *
 * @param certificate in DER
 */
export function endPointHash(certificate: Uint8Array): EndPointHash | undefined {
  const [outer] = elementsIn(certificate)
  const [, algorithm] = outer ? elementsIn(outer.content) : []
  const [id, params] = algorithm ? elementsIn(algorithm.content) : []
  if (id === undefined) return undefined
  const name = hex(id.content)
  return name === RSASSA_PSS ? HASHES.get(pssHash(params)) : SIGNATURES.get(name)
}

export type EndPointHash = 'sha224' | 'sha256' | 'sha384' | 'sha512'

interface Element {
  readonly tag: number
  readonly content: Uint8Array
}

/** RFC 4055 §3.1: `[0]` names the hash; SHA-1 where it is absent. */
function pssHash(params: Element | undefined): string {
  const named = params && elementsIn(params.content).find(({ tag }) => tag === CONTEXT_0)
  const [algorithm] = named ? elementsIn(named.content) : []
  const [id] = algorithm ? elementsIn(algorithm.content) : []
  return id ? hex(id.content) : SHA_1
}

/** The elements of DER one after the other, up to one that does not fit (X.690 §8.1). */
function elementsIn(octets: Uint8Array): readonly Element[] {
  const elements: Element[] = []
  for (let at = 0; at + 2 <= octets.length; ) {
    const tag = octets[at]!
    const first = octets[at + 1]!
    const more = first < 0x80 ? 0 : first & 0x7f
    const start = at + 2 + more
    const length = more === 0 ? first : numberIn(octets.subarray(at + 2, start))
    if (more > LENGTH_OCTETS_MAX || start + length > octets.length) return elements
    elements.push({ tag, content: octets.subarray(start, start + length) })
    at = start + length
  }
  return elements
}

function numberIn(octets: Uint8Array): number {
  return octets.reduce((number, octet) => number * 256 + octet, 0)
}

function hex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('')
}

/** A certificate of more than 16 MiB is none. */
const LENGTH_OCTETS_MAX = 3
const CONTEXT_0 = 0xa0

/** Object identifiers as they are encoded: of PKCS #1, X9.62 and NIST. */
const RSA = '2a864886f70d0101'
const ECDSA = '2a8648ce3d04'
const NIST_HASH = '6086480165030402'
const RSASSA_PSS = `${RSA}0a`
const SHA_1 = '2b0e03021a'

const SIGNATURES: ReadonlyMap<string, EndPointHash> = new Map([
  [`${RSA}04`, 'sha256'],
  [`${RSA}05`, 'sha256'],
  [`${RSA}0b`, 'sha256'],
  [`${RSA}0c`, 'sha384'],
  [`${RSA}0d`, 'sha512'],
  [`${RSA}0e`, 'sha224'],
  [`${ECDSA}01`, 'sha256'],
  [`${ECDSA}0301`, 'sha224'],
  [`${ECDSA}0302`, 'sha256'],
  [`${ECDSA}0303`, 'sha384'],
  [`${ECDSA}0304`, 'sha512'],
])

const HASHES: ReadonlyMap<string, EndPointHash> = new Map([
  [SHA_1, 'sha256'],
  [`${NIST_HASH}01`, 'sha256'],
  [`${NIST_HASH}02`, 'sha384'],
  [`${NIST_HASH}03`, 'sha512'],
  [`${NIST_HASH}04`, 'sha224'],
])
