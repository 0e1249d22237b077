import { byName } from '../by-name.ts'
import type { ResponseEvidence } from '../identify/observation.ts'
import { readClientMessage } from './client-message.ts'
import { readLogLine } from './log-line.ts'
import { type ParsedResponse, readFields, responsesIn } from './response-heads.ts'

export type { ParsedResponse } from './response-heads.ts'

/** What was found in a pasted text. */
export interface Pasted {
  readonly form: Form
  /** For `identify`. Without a form that was recognised it is the text as body and as message. */
  readonly evidence: ResponseEvidence
  /** Every response in the text, in order; `evidence` is one of them. */
  readonly responses: readonly ParsedResponse[]
  readonly problems: readonly PasteProblem[]
}

export type Form =
  | 'empty'
  /** `407`, `404.13` */
  | 'code'
  /** `407 Proxy Authentication Required` */
  | 'status-line'
  /** Raw, of `curl -i` or of `curl -v`. */
  | 'response'
  /** Field lines without a status line. */
  | 'fields'
  | 'log-line'
  /** What curl, a browser, a package manager or a runtime said. */
  | 'client-message'
  /** An error page. */
  | 'body'
  | 'unknown'

export type PasteProblem =
  /** Only the first 256 KiB were read. */
  | 'too-long'
  /** The last response was no error; the one before it is what is explained. */
  | 'later-success'
  /** No code was found. */
  | 'no-code'

/** Finds code, fields and content in whatever a person copied. Never throws. */
export function parseResponseText(pasted: string): Pasted {
  const text = pasted.slice(0, TEXT_MAX).trim()
  const problems: PasteProblem[] = pasted.length > TEXT_MAX ? ['too-long'] : []
  for (const read of READERS) {
    const found = read(text)
    if (found) return complete(found, problems)
  }
  const evidence = { body: text, context: { text } }
  return complete({ form: 'unknown', evidence }, problems)
}

interface Found {
  readonly form: Form
  readonly evidence: ResponseEvidence
  readonly responses?: readonly ParsedResponse[]
  readonly problems?: readonly PasteProblem[]
}

function complete(found: Found, problems: readonly PasteProblem[]): Pasted {
  const noCode: readonly PasteProblem[] =
    found.evidence.code === undefined && found.form !== 'empty' ? ['no-code'] : []
  return {
    form: found.form,
    evidence: found.evidence,
    responses: found.responses ?? [],
    problems: [...problems, ...(found.problems ?? []), ...noCode],
  }
}

/** In this order: what is unmistakable comes first. */
const READERS: readonly ((text: string) => Found | undefined)[] = [
  (text) => (text === '' ? { form: 'empty', evidence: {} } : undefined),
  readCode,
  readResponses,
  readLog,
  readBareFields,
  readMessage,
  readStatusLine,
  readPage,
  readNamed,
]

function readCode(text: string): Found | undefined {
  if (/^\d{3}$/.test(text)) return { form: 'code', evidence: { code: Number(text) } }
  return /^\d{3}\.\d{1,3}$/.test(text) ? { form: 'code', evidence: { code: text } } : undefined
}

function readResponses(text: string): Found | undefined {
  const responses = responsesIn(text)
  const last = responses.at(-1)
  if (!last) return undefined
  const failed = responses.findLast(({ code }) => code >= 400)
  const { code, reason, headers, body } = failed ?? last
  const context = { seenIn: 'response' as const, text }
  return {
    form: 'response',
    evidence: { code, reason, headers, body, context },
    responses,
    problems: failed && failed !== last ? ['later-success'] : [],
  }
}

/** Of several lines the first that shows an error. */
function readLog(text: string): Found | undefined {
  const lines = text.split(/\r?\n/).slice(0, LINES_MAX)
  const read = lines.flatMap((line) => {
    const found = readLogLine(line.trim())
    return found ? [{ line, found }] : []
  })
  const chosen = read.find(({ found }) => Number(found.code) >= 400) ?? read[0]
  if (!chosen) return undefined
  const { code, product, tokens } = chosen.found
  const context = {
    seenIn: 'log' as const,
    text: chosen.line,
    tokens,
    ...(product === undefined ? {} : { product }),
  }
  return { form: 'log-line', evidence: { ...(code === undefined ? {} : { code }), context } }
}

/** `:status: 407` of browsers, `Status Code: 407` of their panels, or no code at all. */
function readBareFields(text: string): Found | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^Status Code:/i, 'status-code:'))
  const { headers, end } = readFields(lines)
  const names = headers.map(([name]) => name.toLowerCase())
  if (headers.length === 0 || !names.some((name) => KNOWN_FIELDS.test(name))) return undefined
  const status = headers.find(([name]) => /^:?status(?:-code)?$/i.test(name))?.[1]
  const [, code, reason = ''] = /^(\d{3})\b\s*(.*)$/.exec(status ?? '') ?? []
  const body = lines.slice(end).join('\n').trim()
  return {
    form: 'fields',
    evidence: {
      ...(code === undefined ? {} : { code: Number(code) }),
      reason,
      headers,
      body,
      context: { seenIn: 'response', text },
    },
  }
}

function readMessage(text: string): Found | undefined {
  const message = text.startsWith('<') ? undefined : readClientMessage(text)
  const isNamed = /\bnet::ERR_|^ERR_[A-Z_]+$|\bcurl: \(\d+\)/m.test(text)
  if (!message && !isNamed) return undefined
  const context = { seenIn: 'client' as const, text }
  return { form: 'client-message', evidence: { ...message, context } }
}

/** `407 Proxy Authentication Required`, `HTTP 407`, `Error 530: Site is frozen`. */
function readStatusLine(text: string): Found | undefined {
  const [, code, reason = ''] = STATUS_WORDS.exec(text) ?? []
  if (code === undefined) return undefined
  const value = code.includes('.') ? code : Number(code)
  return { form: 'status-line', evidence: { code: value, reason: reason.trim(), body: text } }
}

function readPage(text: string): Found | undefined {
  if (!/^\s*</.test(text)) return undefined
  const [, inTitle] =
    /<(?:title|h1|h2)[^>]{0,80}>\s*(?:(?:HTTP )?Error:? )?(\d{3})\b/i.exec(text) ?? []
  const code =
    readClientMessage(text)?.code ?? (inTitle === undefined ? undefined : Number(inTitle))
  return {
    form: 'body',
    evidence: { ...(code === undefined ? {} : { code }), body: text, context: { text } },
  }
}

/** A phrase at the end of a message: `… : Proxy Authentication Required`. */
function readNamed(text: string): Found | undefined {
  const found = byName(text.split(/[:\n]/).at(-1) ?? '')
  if (!found) return undefined
  return { form: 'status-line', evidence: { code: found.code, reason: found.name, body: text } }
}

const STATUS_WORDS =
  /^(?:(?:HTTP|Error|Status)\s*(?:code\s*)?:?\s*)?(\d{3}(?:\.\d{1,3})?)(?!\d)[\s:–—-]*([^\n]{0,80})$/i
/** Enough to tell field lines from prose with colons. */
const KNOWN_FIELDS =
  /^(?::status|status-code|server|date|via|content-(?:type|length)|cache-control|connection|location|set-cookie|retry-after|allow|upgrade|(?:proxy|www)-authenticate|proxy-status|x-.+|cf-.+|eo-.+)$/

const TEXT_MAX = 262_144
const LINES_MAX = 2_000
