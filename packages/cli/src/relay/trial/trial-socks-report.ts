import type { SocksMessage } from '@hopwise/auth'
import { formatAuthority } from '@hopwise/http'
import { socksReplyWords } from '@hopwise/http/socks5'
import type { TrialRequest } from './trial.ts'
import type { TrialReport } from './trial-report.ts'
import { destinationOf, type SocksTrial } from './trial-socks.ts'

/** One message to a SOCKS server and the one back, in words. */
export interface SocksRoundReport {
  readonly sent: string
  /** Null where none came. */
  readonly answered: string | null
}

export function socksReport(
  parent: string,
  asked: TrialRequest,
  { messages, end }: SocksTrial,
): TrialReport {
  const { host, port } = destinationOf(asked)
  const request = `CONNECT ${formatAuthority(host, port)}`
  const isSignedIn = messages.some(({ kind }) => kind === 'login-sent')
  const accepted = isSignedIn ? 'the credentials are accepted' : 'no credentials are asked for'
  return {
    parent,
    request,
    works: end.kind === 'connected',
    outcome: end.kind === 'connected' ? accepted : end.detail,
    ...(end.kind === 'failed' && { fault: end.code }),
    rounds: roundsOf(messages, request),
  }
}

function roundsOf(messages: readonly SocksMessage[], request: string): SocksRoundReport[] {
  const rounds: SocksRoundReport[] = []
  for (const [at, message] of messages.entries()) {
    const sent = sentWords(message, request)
    if (sent === undefined) continue
    const answer = messages[at + 1]
    rounds.push({ sent, answered: (answer && answerWords(answer)) ?? null })
  }
  return rounds
}

/** Undefined for what the server says. */
function sentWords(message: SocksMessage, request: string): string | undefined {
  switch (message.kind) {
    case 'offered':
      return `methods: ${message.methods.map((method) => METHODS[method]).join('; ')}`
    case 'login-sent':
      return `user name and password, ${message.octets} octets`
    case 'asked':
      return request
    default:
      return undefined
  }
}

function answerWords(message: SocksMessage): string | undefined {
  switch (message.kind) {
    case 'chosen':
      return METHODS[message.method]
    case 'login-answered':
      return message.answer
    case 'replied':
      return message.reply === 0
        ? '0, succeeded'
        : `${message.reply}, ${socksReplyWords(message.reply)}`
    default:
      return undefined
  }
}

const METHODS = {
  none: 'no credentials',
  login: 'user name and password',
  'none-acceptable': 'none of these',
} as const
