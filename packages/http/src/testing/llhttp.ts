import { createRequire } from 'node:module'

/** How one message is read: complete, refused, or still open at the last octet. */
export type Reading = 'whole' | 'refused' | 'open'

/** Reads with the parser that `node:http` uses, strict as it is by default. */
export function llhttpReads(kind: 'request' | 'response', message: string): Reading {
  const parser = new HTTPParser()
  parser.initialize(kind === 'request' ? HTTPParser.REQUEST : HTTPParser.RESPONSE, {})
  let isWhole = false
  parser[HTTPParser.kOnHeaders] = () => {}
  parser[HTTPParser.kOnHeadersComplete] = (...head: readonly unknown[]) => {
    // A tunnel or an upgrade: what follows is not HTTP.
    if (head[UPGRADE] === true) isWhole = true
    return 0
  }
  parser[HTTPParser.kOnBody] = () => {}
  parser[HTTPParser.kOnMessageComplete] = () => {
    isWhole = true
  }
  const outcome = parser.execute(Buffer.from(message, 'latin1'))
  if (outcome instanceof Error) {
    return isUnknownMethod(outcome) ? 'open' : isWhole ? 'whole' : 'refused'
  }
  return isWhole ? 'whole' : 'open'
}

function isUnknownMethod(error: Error & { readonly code?: string }): boolean {
  return error.code === 'HPE_INVALID_METHOD'
}

interface Parser {
  initialize(type: number, resource: object): void
  execute(bytes: Buffer): number | Error
  [callback: number]: (...args: readonly unknown[]) => unknown
}

interface ParserClass {
  new (): Parser
  readonly REQUEST: number
  readonly RESPONSE: number
  readonly kOnHeaders: number
  readonly kOnHeadersComplete: number
  readonly kOnBody: number
  readonly kOnMessageComplete: number
}

// There is no public way to the parser itself; going through a server would hide what it refuses.
const { HTTPParser } = createRequire(import.meta.url)('_http_common') as {
  readonly HTTPParser: ParserClass
}
/** Position of `upgrade` among the arguments of kOnHeadersComplete. */
const UPGRADE = 7
