import { ProxyFault } from '../core/proxy-fault.ts'

/** Requests that a proxy has refused and whose program was given the refusal as a response. */
const REFUSED = new WeakMap<object, ProxyFault>()

/** Keeps why the response to this request is the proxy's own and not the origin's. */
export function noteRefusal(request: object, fault: ProxyFault): void {
  REFUSED.set(request, fault)
}

/**
 * The fault behind what a request came to, whatever library it was made with: an error, its cause, or the
 * 407 that the agent for `http` gives as a response. Undefined where no proxy had a part in it.
 *
 * @param outcome an error, a response of `node:http`, or an object of a library that has one of these
 */
export function proxyFaultOf(outcome: unknown): ProxyFault | undefined {
  return searched(outcome, DEPTH_MAX)
}

function searched(value: unknown, depth: number): ProxyFault | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof ProxyFault) return value
  const noted = REFUSED.get(value)
  if (noted || depth === 0) return noted
  for (const key of WHERE) {
    const fault = searched((value as { readonly [key: string]: unknown })[key], depth - 1)
    if (fault) return fault
  }
  return undefined
}

/** Of errors `cause`; of `node:http` `req`; of axios and got `response`, `request` and what is in them. */
const WHERE: readonly string[] = ['cause', 'response', 'req', 'request', '_currentRequest']
/** A wrapped error, its response, the request in that, and the one that was redirected to. */
const DEPTH_MAX = 4
