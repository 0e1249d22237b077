import { Agent, request } from 'undici'
import type { PacLimits } from './pac-limits.ts'
import { type ReadScript, textOf, tooLarge, type Validators } from './script-text.ts'

/**
 * Fetches a script by a connection of its own, straight to its server: the script says which proxy to
 * use, so none can be used for it. The server is asked whether the script has changed (RFC 9110 §13.1)
 * when it gave something to ask by. Redirects are followed, from https to https only.
 *
 * @param closing ends the wait
 * @throws when the server cannot be reached, is too slow, or gives no script
 */
export async function fetchScript(
  url: string,
  validators: Validators,
  limits: PacLimits,
  closing?: AbortSignal,
): Promise<ReadScript> {
  // Not the global one, which may lead through the very proxies that the script is to name.
  const dispatcher = new Agent({ pipelining: 0 })
  const timeout = AbortSignal.timeout(limits.fetchTimeoutMs)
  const signal = closing === undefined ? timeout : AbortSignal.any([timeout, closing])
  try {
    let target = new URL(url)
    for (let hops = 0; hops <= REDIRECTS_MAX; hops++) {
      const response = await request(target, {
        dispatcher,
        signal,
        headers: { accept: 'application/x-ns-proxy-autoconfig, */*;q=0.1', ...validators },
      })
      const { statusCode, headers } = response
      const freshMs = freshMsOf(headers, limits)
      if (statusCode === 304) return { kind: 'unchanged', freshMs }
      if (statusCode === 200) {
        const octets = await contentOf(response.body, limits.scriptBytesMax)
        if (octets === undefined) return tooLarge(target.origin + target.pathname, limits)
        return {
          kind: 'script',
          script: textOf(octets),
          validators: validatorsOf(headers),
          freshMs,
        }
      }
      target = redirected(target, statusCode, one(headers['location']))
    }
    throw new Error(`more than ${REDIRECTS_MAX} redirects`)
  } catch (error) {
    if (!timeout.aborted) throw error
    throw new Error(`it did not come within ${limits.fetchTimeoutMs} ms`)
  } finally {
    await dispatcher.destroy()
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

function redirected(from: URL, status: number, location: string | undefined): URL {
  if (!REDIRECTS.has(status) || location === undefined)
    throw new Error(`the server answered ${status}`)
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined
  if (to?.protocol === 'https:' || (to?.protocol === 'http:' && from.protocol === 'http:'))
    return to
  throw new Error('the server redirects to somewhere less safe')
}

async function contentOf(
  body: AsyncIterable<Uint8Array>,
  max: number,
): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of body) {
    length += piece.length
    if (length > max) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function validatorsOf(headers: Headers): Validators {
  const etag = one(headers['etag'])
  const modified = one(headers['last-modified'])
  return {
    ...(etag && { 'if-none-match': etag }),
    ...(modified && { 'if-modified-since': modified }),
  }
}

/** `max-age` less `Age` (RFC 9111 §4.2), within bounds: "no-cache" would otherwise mean at each request. */
function freshMsOf(headers: Headers, { freshMs, freshMsMax, retryMs }: PacLimits): number {
  const control = one(headers['cache-control']) ?? ''
  if (/(?:^|[\s,])no-(?:cache|store)(?:$|[\s,=])/i.test(control)) return retryMs
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(control) ?? []
  if (seconds === undefined) return freshMs
  const age = Number(one(headers['age']) ?? 0) || 0
  return Math.min(Math.max((Number(seconds) - age) * 1000, retryMs), freshMsMax)
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}

/** Browsers follow 20; a script has no reason for more than one or two. */
const REDIRECTS_MAX = 5
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
