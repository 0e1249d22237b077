import {
  type ConnectionOptions,
  connectionOptions,
  countOf,
  type Framing,
  type FramingProblem,
  firstOf,
  type ParsedTarget,
  parseAuthority,
  parseTarget,
  type RequestHead,
  type RequestHeadProblem,
  requestFraming,
  type Target,
  type TargetProblem,
  valuesOf,
} from '@hopwise/http'
import type { FaultCode } from '@hopwise/journal'
import type { Limits } from './limits.ts'

/** A request as the engine knows it: read once, never checked again. */
export type Request = ForwardRequest | TunnelRequest | OwnRequest

interface Common {
  readonly head: RequestHead
  readonly framing: Framing
  readonly connection: ConnectionOptions
}

/** For an origin: absolute-form (RFC 9112 §3.2.2). */
export interface ForwardRequest extends Common {
  readonly kind: 'forward'
  readonly target: AbsoluteTarget
  /** `host:port`: whose connections will do. */
  readonly origin: string
}

type AbsoluteTarget = Extract<Target, { form: 'absolute' }>

/** CONNECT (RFC 9110 §9.3.6). */
export interface TunnelRequest extends Common {
  readonly kind: 'tunnel'
  readonly target: Extract<Target, { form: 'authority' }>
}

/** For the proxy itself: origin-form or `*`. Somebody opened our address in a browser. */
export interface OwnRequest extends Common {
  readonly kind: 'own'
  readonly path: string
}

export type Received =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'rejected'; readonly fault: FaultCode; readonly detail: string }

/**
 * First phase: makes a request of a head, or says why there is none.
 *
 * @param before the last forward request of the same client: what follows from the fields alone is
 *   true of this one too where they are the same value (`RepeatReader`)
 */
export function receive(head: RequestHead, limits: Limits, before?: ForwardRequest): Received {
  const target = parseTarget(head.method, head.target, before?.target)
  if (before !== undefined && target.form === 'absolute' && isLike(before, head, target)) {
    const { framing, connection, origin } = before
    return {
      kind: 'request',
      request: { kind: 'forward', target, origin, head, framing, connection },
    }
  }
  const hostProblem = checkHost(head, target)
  if (hostProblem !== undefined) return rejected('HOST_INVALID', hostProblem)
  if (target.form === 'malformed') return rejectedTarget(target.reason)
  if (target.form === 'absolute' && target.scheme !== 'http') {
    return rejected('TARGET_SCHEME_UNSUPPORTED', `the target's scheme is ${target.scheme}`)
  }

  const framed = requestFraming(head)
  if (framed.kind === 'malformed') return rejectedFraming(framed.reason)
  const { framing } = framed
  if (framing.kind === 'length' && framing.bytes > limits.bodyBytesMax) {
    return rejected('BODY_TOO_LARGE', `the request announces ${framing.bytes} octets of content`)
  }
  const expectation = firstOf(head.fields, 'expect')
  if (expectation !== undefined && expectation.toLowerCase() !== '100-continue') {
    return rejected(
      'EXPECTATION_UNSUPPORTED',
      'the request expects something else than 100-continue',
    )
  }
  return requestOf(target, { head, framing, connection: connectionOptions(head.fields) })
}

/** Nothing that is checked below can turn out otherwise. */
function isLike(before: ForwardRequest, head: RequestHead, target: AbsoluteTarget): boolean {
  return (
    head.fields === before.head.fields &&
    head.minorVersion === before.head.minorVersion &&
    target.scheme === before.target.scheme &&
    target.authority === before.target.authority
  )
}

/** What a head that could not be read is answered with. */
export function rejectedHead(reason: RequestHeadProblem): Received & { kind: 'rejected' } {
  const [fault, detail] = HEAD_PROBLEMS[reason]
  return { kind: 'rejected', fault, detail }
}

function requestOf(target: Target, common: Common): Received {
  switch (target.form) {
    case 'absolute': {
      const origin = `${target.host}:${target.port}`
      return { kind: 'request', request: { kind: 'forward', target, origin, ...common } }
    }
    case 'authority': {
      const { framing } = common
      // Content of a CONNECT has no meaning (RFC 9110 §9.3.6), so what follows the head is the tunnel's.
      if (framing.kind !== 'none' && !(framing.kind === 'length' && framing.bytes === 0)) {
        return rejected('FRAMING_AMBIGUOUS', 'a CONNECT request announces content')
      }
      return {
        kind: 'request',
        request: { kind: 'tunnel', target, ...common, framing: NO_CONTENT },
      }
    }
    case 'origin':
      return { kind: 'request', request: { kind: 'own', path: target.path, ...common } }
    case 'asterisk':
      return { kind: 'request', request: { kind: 'own', path: '*', ...common } }
    default:
      return target satisfies never
  }
}

/** RFC 9112 §3.2: one Host line in HTTP/1.1, valid, whatever the target says. */
function checkHost(head: RequestHead, target: ParsedTarget): string | undefined {
  const lines = countOf(head.fields, 'host')
  if (lines > 1) return 'the request has more than one Host line'
  if (lines === 0) return head.minorVersion === 0 ? undefined : 'the request has no Host line'
  const host = firstOf(head.fields, 'host') ?? ''
  // Nearly always it is the target's authority, which has been read.
  if (target.form === 'absolute' && target.authority === host) return undefined
  // An empty value is what RFC 9110 §7.2 asks for where the target has no authority.
  const isValid = host === '' || parseAuthority(host) !== undefined
  return isValid ? undefined : 'the Host line is not a host and port'
}

function rejectedTarget(reason: TargetProblem): Received {
  return rejected(
    reason === 'scheme-unknown' ? 'TARGET_SCHEME_UNSUPPORTED' : 'TARGET_INVALID',
    TARGET_PROBLEMS[reason],
  )
}

function rejectedFraming(reason: FramingProblem): Received {
  const [fault, detail] = FRAMING_PROBLEMS[reason]
  return rejected(fault, detail)
}

function rejected(fault: FaultCode, detail: string): Received & { kind: 'rejected' } {
  return { kind: 'rejected', fault, detail }
}

/** Whether the client waits for leave to send its content (RFC 9110 §10.1.1; never in HTTP/1.0). */
export function awaitsContinue(request: Request): boolean {
  return request.head.minorVersion === 1 && valuesOf(request.head.fields, 'expect').length > 0
}

const NO_CONTENT: Framing = { kind: 'none' }

const HEAD_PROBLEMS: Readonly<Record<RequestHeadProblem, readonly [FaultCode, string]>> = {
  'request-line-malformed': ['HEAD_MALFORMED', 'the first line is not an HTTP request line'],
  'method-malformed': ['HEAD_MALFORMED', 'the request does not begin with a method'],
  'target-malformed': ['HEAD_MALFORMED', 'the target holds an octet that no target may hold'],
  'target-too-long': ['TARGET_TOO_LONG', 'the target is longer than this proxy reads'],
  'version-unsupported': ['VERSION_UNSUPPORTED', 'the request is not HTTP/1.0 or HTTP/1.1'],
  'field-name-malformed': ['HEAD_MALFORMED', 'a field name holds an octet that no name may hold'],
  'field-value-malformed': ['HEAD_MALFORMED', 'a field value holds a control character'],
  'space-before-colon': [
    'HEAD_MALFORMED',
    'there is white space between a field name and its colon',
  ],
  'line-folded': ['HEAD_MALFORMED', 'a field line begins with white space'],
  'line-end-malformed': ['HEAD_MALFORMED', 'a line does not end in CR LF'],
  'fields-too-large': ['HEAD_TOO_LARGE', 'the fields are larger than this proxy reads'],
  'fields-too-many': ['HEAD_TOO_LARGE', 'there are more field lines than this proxy reads'],
}

const TARGET_PROBLEMS: Readonly<Record<TargetProblem, string>> = {
  'authority-malformed': 'the target has no valid host and port',
  'authority-without-port': 'the target of CONNECT has no port',
  'userinfo-in-target': 'the target holds a user name or password',
  'form-unknown': 'the target is neither a URI nor a path',
  'fragment-in-target': 'the target holds a fragment',
  'scheme-unknown': 'the target is of a scheme that this proxy does not know',
}

const FRAMING_PROBLEMS: Readonly<Record<FramingProblem, readonly [FaultCode, string]>> = {
  'length-and-coding': ['FRAMING_AMBIGUOUS', 'there are both Content-Length and Transfer-Encoding'],
  'length-malformed': ['FRAMING_AMBIGUOUS', 'Content-Length is not a number'],
  'length-repeated': ['FRAMING_AMBIGUOUS', 'Content-Length is given more than once'],
  'length-too-large': ['BODY_TOO_LARGE', 'Content-Length is larger than any content'],
  'coding-in-http-1.0': ['FRAMING_AMBIGUOUS', 'an HTTP/1.0 request has a Transfer-Encoding'],
  'coding-malformed': ['FRAMING_AMBIGUOUS', 'Transfer-Encoding has an empty member'],
  'coding-repeated': ['FRAMING_AMBIGUOUS', 'the chunked coding is applied twice'],
  'chunked-not-last': ['FRAMING_AMBIGUOUS', 'chunked is not the last transfer coding'],
  'coding-unsupported': ['TRANSFER_CODING_UNSUPPORTED', 'a transfer coding is not chunked'],
}
