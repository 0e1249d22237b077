import { ProxyFault, type ProxyFaultCode, type ProxyFaultEvidence } from '../core/proxy-fault.ts'

/** What a socket's error means on the way to a proxy, or on it. Faults and unknown errors stay as they are. */
export function faultFrom(error: unknown, evidence: ProxyFaultEvidence): unknown {
  if (error instanceof ProxyFault || !(error instanceof Error)) return error
  const id = idOf(error)
  if (id === undefined) return error
  const [code, sentence] = MEANINGS.get(id) ?? (isTls(id) ? TLS : [])
  if (code === undefined) return error
  const detail = `${evidence.proxy} ${sentence} (${id})`
  return new ProxyFault(code, detail, { ...evidence, cause: error })
}

/** Several addresses were tried: the first failure stands for all. */
function idOf(error: Error & { code?: unknown }): string | undefined {
  if (typeof error.code === 'string') return error.code
  if (!(error instanceof AggregateError)) return undefined
  const [first] = error.errors as unknown[]
  return first instanceof Error ? idOf(first) : undefined
}

function isTls(id: string): boolean {
  return /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/.test(id)
}

type Meaning = readonly [code: ProxyFaultCode, sentence: string]

const TLS: Meaning = ['TLS_FAILED', 'could not be spoken to over TLS']
const NO_TLS: Meaning = ['TLS_FAILED', 'does not speak TLS there: write http:// if that is it']
const UNTRUSTED: Meaning = [
  'TLS_FAILED',
  'has a certificate that nobody known here has signed: name a file of who did in NODE_EXTRA_CA_CERTS',
]
const UNREACHABLE: Meaning = ['CONNECT_UNREACHABLE', 'cannot be reached']
const CLOSED: Meaning = ['NEXT_HOP_CLOSED', 'closed the connection']

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['ENOTFOUND', ['NAME_NOT_RESOLVED', 'has a name that nobody knows']],
  ['EAI_AGAIN', ['NAME_NOT_RESOLVED', 'has a name that could not be looked up']],
  ['ECONNREFUSED', ['CONNECT_REFUSED', 'refuses connections']],
  ['EHOSTUNREACH', UNREACHABLE],
  ['ENETUNREACH', UNREACHABLE],
  ['EADDRNOTAVAIL', UNREACHABLE],
  ['ETIMEDOUT', ['CONNECT_TIMEOUT', 'did not answer in time']],
  ['ECONNRESET', CLOSED],
  ['EPIPE', CLOSED],
  ['EPROTO', TLS],
  ['ERR_SSL_WRONG_VERSION_NUMBER', NO_TLS],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', NO_TLS],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', UNTRUSTED],
  ['SELF_SIGNED_CERT_IN_CHAIN', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT', UNTRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', UNTRUSTED],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', UNTRUSTED],
  ['CERT_HAS_EXPIRED', ['TLS_FAILED', 'has a certificate that has expired']],
  ['ERR_TLS_CERT_ALTNAME_INVALID', ['TLS_FAILED', 'has a certificate for another name']],
] satisfies [string, Meaning][])
