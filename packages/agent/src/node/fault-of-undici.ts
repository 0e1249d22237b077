import { ProxyFault } from '../core/proxy-fault.ts'

/**
 * What undici fails with before a response of a proxy has begun, said as the proxy's fault; anything else
 * as it is.
 *
 * @param target of the request: connections are shared, and do not know it
 */
export function faultOfUndici(error: Error, proxy: string, target: string): Error {
  if (error instanceof ProxyFault) {
    return new ProxyFault(error.code, error.detail, { proxy, target, cause: error.cause })
  }
  const evidence = { proxy, target, cause: error }
  if (isClosed(error)) {
    const detail = `${proxy} closed the connection without an answer`
    return new ProxyFault('NEXT_HOP_CLOSED', detail, evidence)
  }
  if (isMalformed(error)) {
    return new ProxyFault('RESPONSE_MALFORMED', `${proxy} sent what is not HTTP`, evidence)
  }
  return faultOfSilence(error, proxy, target) ?? error
}

/**
 * undici's own limit to how long a response may take to begin: `headersTimeout`, 300 s unless the program
 * says otherwise. In plain http the proxy waits for the origin, and nothing tells which of them is silent.
 */
export function faultOfSilence(
  error: Coded & { readonly message: string },
  proxy: string,
  target: string,
): ProxyFault | undefined {
  if (error.code !== 'UND_ERR_HEADERS_TIMEOUT') return undefined
  const detail = `${proxy} did not begin to answer within undici's headersTimeout: it is silent, or the origin behind it is`
  return new ProxyFault('RESPONSE_TIMEOUT', detail, { proxy, target, cause: error })
}

/** A connection that was closed as it was used, kept or fresh. */
export function isClosed({ code }: Coded): boolean {
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET'
}

/** What llhttp cannot read. */
export function isMalformed({ name }: Coded): boolean {
  return name === 'HTTPParserError'
}

interface Coded {
  readonly name: string
  readonly code?: string
}
