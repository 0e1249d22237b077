import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Asked } from '../asked.ts'
import type { PasswordCheck, PasswordStore } from '../credential-store.ts'
import { type FailMode, failingAs } from '../fail-mode.ts'
import type { Secret } from '../secret.ts'
import { type AnswerFields, checkFromAnswer, questionFields } from './http-verifier-request.ts'
import { createTurns } from './turns.ts'

export interface HttpVerifierOptions {
  /** For messages; `http` unless told. */
  readonly name?: string | undefined
  /** Where to ask: `http:` or `https:`. */
  readonly url: string
  /** `GET` unless told. A POST has no content. */
  readonly method?: 'GET' | 'POST' | undefined
  /** Fields to send with every question: a shared secret, say. */
  readonly fields?: Readonly<Record<string, Secret>> | undefined
  /** Fields of a 2xx answer that say who it is; `Remote-User` and `Remote-Groups` unless told. */
  readonly answerFields?: Partial<AnswerFields> | undefined
  /** PEM of the authorities that the certificate may come from. Absent: those Node trusts. */
  readonly authorities?: string | undefined
  /** Connections, and questions at a time, at most: 16 unless told. */
  readonly connections?: number | undefined
  /** Questions that may wait: 100 unless told. */
  readonly queue?: number | undefined
  /** For one answer, connecting included: 3000 unless told. */
  readonly timeLimitMs?: number | undefined
  /** For how long a right password is believed: 60 000 unless told. */
  readonly rememberMs?: number | undefined
  /** `closed` unless told. */
  readonly failMode?: FailMode | undefined
  /** Whether `ALICE` and `alice` are one user, because whoever is asked takes them for one. */
  readonly lowerCaseNames?: boolean | undefined
}

/** Users known to a web service: one request asks, 2xx is yes, 401 and 403 are no. */
export interface HttpVerifier extends PasswordStore {
  /** Closes the connections. */
  close(): void
}

/**
 * Nothing is asked before the first question. The version never changes, since a service does not tell
 * of changes: what it says is remembered for `rememberMs` instead.
 *
 * @throws {RangeError} for an address that cannot be asked
 */
export function createHttpVerifier(options: HttpVerifierOptions): HttpVerifier {
  const { name = 'http', failMode = 'closed', rememberMs = REMEMBER_MS } = options
  const asking = askingWith(options)
  const store: PasswordStore = {
    name,
    version: () => 0,
    async check(username, password, asked) {
      // It would end at the colon (RFC 7617 §2), and be somebody else's name.
      if (username.includes(':')) return { kind: 'unknown-user' }
      const claimed = options.lowerCaseNames === true ? username.toLowerCase() : username
      const check = await asking.ask(claimed, password, asked)
      return check.kind === 'right' ? { ...check, expiresMs: Date.now() + rememberMs } : check
    },
  }
  return { ...failingAs(failMode, store), close: asking.close }
}

function askingWith(options: HttpVerifierOptions) {
  const { connections = CONNECTIONS, queue = QUEUE, timeLimitMs = TIME_LIMIT_MS } = options
  const url = checkedUrl(options.url)
  const isTls = url.protocol === 'https:'
  const pooled = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections }
  const agent = isTls ? new HttpsAgent(pooled) : new HttpAgent(pooled)
  const turns = createTurns({ concurrentMax: connections, waitingMax: queue, waitMs: timeLimitMs })
  const names = { ...ANSWER_FIELDS, ...options.answerFields }
  const unavailable = (detail: string): PasswordCheck => ({
    kind: 'unavailable',
    detail: `${url.href}: ${detail}`,
  })
  const send = (fields: Readonly<Record<string, string>>): ClientRequest => {
    const extra = Object.entries(options.fields ?? {}).map(([n, value]) => [n, value.reveal()])
    const asked: RequestOptions = {
      method: options.method ?? 'GET',
      headers: { ...fields, ...Object.fromEntries(extra), 'content-length': 0 },
      agent,
    }
    return isTls
      ? httpsRequest(url, { ...asked, ...(options.authorities && { ca: options.authorities }) })
      : httpRequest(url, asked)
  }

  async function ask(
    username: string,
    password: Secret,
    asked: Asked | undefined,
  ): Promise<PasswordCheck> {
    const turn = await turns.take()
    if (turn.kind !== 'turn') {
      const busy = `all ${connections} connections are busy`
      const wait =
        turn.kind === 'queue-full' ? `and ${queue} questions wait` : `for ${timeLimitMs} ms`
      return unavailable(`${busy} ${wait}: it is too slow, or needs more connections`)
    }
    try {
      const fields = questionFields(username, password, asked)
      const response = await answerTo(() => send(fields), timeLimitMs)
      const { statusCode = 0, headers } = response
      return (
        checkFromAnswer(statusCode, headers, names, username) ??
        unavailable(`it answered ${statusCode}, which is neither yes (2xx) nor no (401, 403)`)
      )
    } catch (error) {
      return unavailable(sentenceOf(error, timeLimitMs))
    } finally {
      turn.end()
    }
  }

  return { ask, close: () => agent.destroy() }
}

/** A kept connection that the other side has just closed is no answer: another is tried. */
async function answerTo(send: () => ClientRequest, timeLimitMs: number): Promise<IncomingMessage> {
  const signal = AbortSignal.timeout(timeLimitMs)
  const first = send()
  try {
    return await answer(first, signal)
  } catch (error) {
    const isReset = (error as NodeJS.ErrnoException).code === 'ECONNRESET'
    if (!first.reusedSocket || !isReset) throw error
    return await answer(send(), signal)
  }
}

/** The head, once the content has been thrown away, so that the connection can be used again. */
function answer(request: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const late = () => request.destroy(new LateError())
    const settle = (end: () => void) => {
      signal.removeEventListener('abort', late)
      end()
    }
    signal.addEventListener('abort', late)
    if (signal.aborted) late()
    request.on('error', (error) => settle(() => reject(error)))
    request.on('response', (response) => {
      let octets = 0
      response.on('data', (piece: Buffer) => {
        octets += piece.length
        // Longer than an error page: the head is all we want, and the connection can go.
        if (octets > CONTENT_MAX) request.destroy()
      })
      response.on('error', () => {})
      response.on('close', () =>
        settle(() => (signal.aborted ? reject(new LateError()) : resolve(response))),
      )
    })
    request.end()
  })
}

class LateError extends Error {}

function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new RangeError(`${text} cannot be asked: write http://HOST/PATH or https://HOST/PATH`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new RangeError(
      `${url.protocol}//${url.host}: the address has a password in it, which would be printed: send it as a field`,
    )
  }
  return url
}

function sentenceOf(error: unknown, timeLimitMs: number): string {
  if (error instanceof LateError) return `no answer within ${timeLimitMs} ms`
  const { code = '', message } = error as NodeJS.ErrnoException
  if (/CERT|UNABLE_TO|SELF_SIGNED/.test(code)) {
    // What follows is advice about Node's own options, which nobody here can set.
    return `the certificate cannot be trusted (${message.split(';')[0]}): see \`authorities\``
  }
  return SENTENCES[code] ?? message
}

const SENTENCES: { readonly [code: string]: string | undefined } = {
  ECONNREFUSED: 'nothing listens there: is the service running, and is the port right?',
  ENOTFOUND: 'the name of the host is not known: is it spelt right?',
  EAI_AGAIN: 'the name of the host could not be resolved: does DNS answer?',
  ECONNRESET: 'the connection was closed without an answer',
}

/** As Authelia and other services behind nginx's auth_request call them. */
const ANSWER_FIELDS: AnswerFields = { user: 'Remote-User', groups: 'Remote-Groups' }
const CONNECTIONS = 16
const QUEUE = 100
const TIME_LIMIT_MS = 3000
const REMEMBER_MS = 60_000
const CONTENT_MAX = 65_536
