import type { Requested } from '../scheme.ts'

/**
 * What rules of a proxy tell requests apart by, as far as that is worth remembering: the method, and the
 * destination without its path. Without a target it is none. Requests that follow each other in one protection
 * space are mostly on the same errand.
 */
export class Errands {
  #method = ''
  /** What a target begins with that has the latest origin and any path; undefined where that is none. */
  #start: string | undefined
  #latest = UNTOLD

  of({ method, target }: Pick<Requested, 'method' | 'target'>): string {
    const isSame = this.#start !== undefined && target.startsWith(this.#start)
    if (isSame && method === this.#method) return this.#latest
    const origin = originIn(target)
    this.#method = method
    this.#start = origin && `${origin}/`
    this.#latest = target === '' ? UNTOLD : `${method} ${origin ?? target.split('?', 1)[0]}`
    return this.#latest
  }
}

/** Of an absolute URI. */
function originIn(target: string): string | undefined {
  const authority = target.startsWith('/') ? -1 : target.indexOf('://')
  if (authority < 0) return undefined
  const path = target.indexOf('/', authority + '://'.length)
  return path < 0 ? target : target.slice(0, path)
}

/** Of a login that is judged before it is said what for. It may be tried for as long as it is not refused. */
export const UNTOLD = ''
