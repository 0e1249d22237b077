/** Why a directory could not be asked. The message is a sentence for the operator. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError'
  /** The connection broke under a question that may be asked again on another one. */
  readonly isLost: boolean

  constructor(
    message: string,
    options: { readonly isLost?: boolean; readonly cause?: unknown } = {},
  ) {
    const { isLost = false, cause } = options
    super(message, cause === undefined ? undefined : { cause })
    this.isLost = isLost
  }
}

/** The sentence about an error of a socket or of TLS. */
export function connectionProblem(url: string, error: unknown): DirectoryError {
  if (error instanceof DirectoryError) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  // Of a certificate, Node adds advice about its own options, which nobody here can set.
  const sentence = CERTIFICATE.test(code)
    ? `the certificate cannot be trusted (${message.split(';')[0]}): name the file of the authority that issued it, and the host as the certificate does`
    : (SENTENCES[code] ?? message)
  return new DirectoryError(`${url}: ${sentence}`, { isLost: true, cause: error })
}

const CERTIFICATE = /CERT|UNABLE_TO|SELF_SIGNED/

const SENTENCES: { readonly [code: string]: string | undefined } = {
  ECONNREFUSED: 'nothing listens there: is the directory running, and is the port right?',
  ENOTFOUND: 'the name of the host is not known: is it spelt right?',
  EAI_AGAIN: 'the name of the host could not be resolved: does DNS answer?',
  EHOSTUNREACH: 'there is no way to the host: is the network up?',
  ENETUNREACH: 'there is no way to the host: is the network up?',
  ETIMEDOUT: 'the host does not answer',
  ECONNRESET: 'the directory closed the connection',
  EPIPE: 'the directory closed the connection',
}
