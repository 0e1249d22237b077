import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'

export interface TokenServerOptions {
  readonly url: string
  /** From the request to the last octet of the answer, waiting for a connection included. */
  readonly timeLimitMs?: number
  /** How many at the same time. */
  readonly connections?: number
  /** How many may wait for a connection. */
  readonly queue?: number
  /** Octets of an answer. */
  readonly octetsMax?: number
  /** Certificates in PEM to trust instead of the system's. */
  readonly authorities?: string | undefined
  /** Plain HTTP to another machine: whoever is in between reads tokens, or gives us keys of their own. */
  readonly dangerousPlainHttp?: boolean | undefined
}

export type TokenServerAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  /** A sentence for the operator, without a full stop. */
  | { readonly kind: 'failed'; readonly detail: string }

/** Whoever issues tokens, asked by HTTP: never longer, never more at a time, never for more than agreed. */
export interface TokenServer {
  ask(question: Question): Promise<TokenServerAnswer>
  close(): void
}

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly fields: Readonly<Record<string, string>>
  readonly body?: string
}

/** @throws {RangeError} for a URL that cannot be asked, or not safely */
export function connectTokenServer(options: TokenServerOptions): TokenServer {
  return new HttpTokenServer(options)
}

class HttpTokenServer implements TokenServer {
  readonly #url: URL
  readonly #limits: Required<Pick<TokenServerOptions, keyof typeof LIMITS>>
  readonly #agent: PlainAgent
  readonly #authorities: string | undefined
  #underWay = 0

  constructor(options: TokenServerOptions) {
    this.#url = safeUrl(options.url, options.dangerousPlainHttp === true)
    this.#limits = { ...LIMITS, ...given(options) }
    const pool = { keepAlive: true, maxSockets: this.#limits.connections }
    this.#agent = this.#url.protocol === 'https:' ? new TlsAgent(pool) : new PlainAgent(pool)
    this.#authorities = options.authorities
  }

  async ask(question: Question): Promise<TokenServerAnswer> {
    const { connections, queue, timeLimitMs } = this.#limits
    if (this.#underWay >= connections + queue) {
      return { kind: 'failed', detail: `more than ${queue} wait for ${this.#url.origin}` }
    }
    this.#underWay++
    const signal = AbortSignal.timeout(timeLimitMs)
    try {
      return await this.#send(question, signal)
    } catch (error) {
      return { kind: 'failed', detail: this.#sentence(error, signal) }
    } finally {
      this.#underWay--
    }
  }

  async #send(question: Question, signal: AbortSignal): Promise<TokenServerAnswer> {
    const first = await this.#exchange(question, signal)
    // A kept connection may be closed just when it is used again: that says nothing about the server.
    const response = first ?? (await this.#exchange(question, signal)) ?? (await lost())
    return this.#read(response)
  }

  /** Undefined when a kept connection turned out to be closed. */
  #exchange(question: Question, signal: AbortSignal): Promise<IncomingMessage | undefined> {
    const { method, fields, body = '' } = question
    const isTls = this.#url.protocol === 'https:'
    const headers = {
      ...fields,
      accept: 'application/json',
      ...(method === 'POST' && { 'content-length': Buffer.byteLength(body) }),
    }
    const options = { method, headers, agent: this.#agent, signal, maxHeaderSize: HEAD_OCTETS_MAX }
    return new Promise((resolve, reject) => {
      const sent = isTls
        ? tlsRequest(this.#url, { ...options, ...(this.#authorities && { ca: this.#authorities }) })
        : plainRequest(this.#url, options)
      sent.once('response', resolve)
      sent.once('error', (error) => {
        if (sent.reusedSocket && codeOf(error) === 'ECONNRESET') resolve(undefined)
        else reject(error)
      })
      sent.end(body)
    })
  }

  async #read(response: IncomingMessage): Promise<TokenServerAnswer> {
    const { octetsMax } = this.#limits
    const pieces: Buffer[] = []
    let octets = 0
    for await (const piece of response as AsyncIterable<Buffer>) {
      octets += piece.length
      if (octets > octetsMax) {
        response.destroy()
        const detail = `${this.#url.origin} answered with more than ${octetsMax} octets`
        return { kind: 'failed', detail }
      }
      pieces.push(piece)
    }
    const text = Buffer.concat(pieces).toString('utf8')
    return { kind: 'answered', status: response.statusCode ?? 0, text }
  }

  #sentence(error: unknown, signal: AbortSignal): string {
    const { origin } = this.#url
    if (signal.aborted) return `${origin} did not answer within ${this.#limits.timeLimitMs} ms`
    const code = codeOf(error)
    if (code === undefined) throw error
    return `${origin} could not be asked (${code})`
  }

  close(): void {
    this.#agent.destroy()
  }
}

async function lost(): Promise<never> {
  throw Object.assign(new Error('Two connections were closed'), { code: 'ECONNRESET' })
}

function safeUrl(text: string, isPlainAllowed: boolean): URL {
  if (!URL.canParse(text)) throw new RangeError(`${JSON.stringify(text)} is not a URL`)
  const url = new URL(text)
  if (url.protocol === 'https:') return url
  if (url.protocol !== 'http:') throw new RangeError(`${text} is not a URL of http or https`)
  if (isPlainAllowed || LOOPBACK.test(url.hostname)) return url
  throw new RangeError(
    `${text} is asked without TLS, and what is said there lets people in (RFC 7662 §4): use https`,
  )
}

/** Without those that are undefined. */
function given(options: TokenServerOptions): Partial<typeof LIMITS> {
  const names = Object.keys(LIMITS) as (keyof typeof LIMITS)[]
  const limits = names.flatMap((name) => {
    const value = options[name]
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(limits)
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/

/** Key sets of large providers come to 20 KiB, answers of introspection to one. */
const LIMITS = { timeLimitMs: 3_000, connections: 16, queue: 100, octetsMax: 262_144 }
const HEAD_OCTETS_MAX = 16_384
