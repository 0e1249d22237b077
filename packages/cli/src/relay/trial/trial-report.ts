import { reasonOf } from '@hopwise/agent/hop'
import type { Challenge } from '@hopwise/http'
import { printable } from '../../explain/printable.ts'
import type { Round, Trial, TrialRequest } from './trial.ts'
import type { SocksRoundReport } from './trial-socks-report.ts'

/** What there is to tell of one trial, without anything that could sign in. */
export interface TrialReport {
  /** Without a login. */
  readonly parent: string
  readonly request: string
  readonly works: boolean
  /** A sentence: what it comes to. */
  readonly outcome: string
  /** A stable name, where there was no answer. */
  readonly fault?: string
  readonly rounds: readonly (RoundReport | SocksRoundReport)[]
}

export interface RoundReport {
  readonly sent: { readonly scheme: string; readonly characters: number } | null
  readonly status: number
  readonly reasonPhrase: string
  readonly via: readonly string[]
  readonly proxyStatus: readonly string[]
  readonly offered: readonly { readonly scheme: string; readonly parameters: readonly string[] }[]
  /** Challenges that cannot be read. */
  readonly malformed: readonly string[]
  readonly chosen: string | null
  readonly notChosen: readonly { readonly scheme: string; readonly reason: string }[]
}

export function trialReport(parent: string, asked: TrialRequest, trial: Trial): TrialReport {
  const { end, rounds } = trial
  const works = end.kind === 'answered' && end.status < (asked.method === 'CONNECT' ? 300 : 400)
  return {
    parent,
    request: `${asked.method} ${asked.target}`,
    works,
    outcome: outcomeOf(trial, works),
    ...(end.kind === 'failed' && { fault: end.code }),
    rounds: rounds.map(roundReport),
  }
}

/** The same for people. */
export function trialLines(report: TrialReport): string[] {
  const { parent, request, rounds, works, outcome } = report
  return [
    `${request} through ${parent}`,
    ...rounds.flatMap((round, at) => ['', `round ${at + 1}`, ...linesOf(round)]),
    '',
    `${works ? 'works' : 'fails'}: ${outcome}`,
  ]
}

function linesOf(round: RoundReport | SocksRoundReport): string[] {
  if (!('answered' in round)) return roundLines(round)
  return formatRows([
    ['sent', round.sent],
    ['answered', round.answered ?? 'nothing'],
  ])
}

function roundReport({ sent, answer, offered, chosen, passedOver = [] }: Round): RoundReport {
  const values = (key: string): string[] =>
    answer.fields.filter((line) => line.key === key).map(({ value }) => printable(value))
  return {
    sent: sent ?? null,
    status: answer.status,
    reasonPhrase: printable(answer.reasonPhrase),
    via: values('via'),
    proxyStatus: values('proxy-status'),
    offered: (offered?.challenges ?? []).map((challenge) => ({
      scheme: printable(challenge.scheme),
      parameters: parametersOf(challenge),
    })),
    malformed: (offered?.problems ?? []).map(({ scheme }) => printable(scheme ?? 'a challenge')),
    chosen: chosen ?? null,
    notChosen: passedOver.map((over) => ({
      scheme: printable(over.scheme),
      reason: over.reason === 'secret-refused' ? SPENT : reasonOf(over),
    })),
  }
}

/** Nonces and tokens say nothing to people, and some are for one answer only. */
function parametersOf(challenge: Challenge): string[] {
  if (challenge.kind === 'token68') return ['a token']
  return [...challenge.params]
    .filter(([name]) => TOLD.has(name))
    .map(([name, value]) => `${name}="${printable(value)}"`)
}

function roundLines(round: RoundReport): string[] {
  const { sent, status, reasonPhrase, offered, malformed, chosen, notChosen } = round
  const rows: [string, string][] = [
    ['sent', sent === null ? 'no credentials' : `${sent.scheme}, ${sent.characters} characters`],
    ['answered', `${status} ${reasonPhrase}`.trim()],
    ...round.via.map((value): [string, string] => ['Via', value]),
    ...round.proxyStatus.map((value): [string, string] => ['Proxy-Status', value]),
    ...offered.map(({ scheme, parameters }): [string, string] => [
      'offered',
      [scheme, ...parameters].join(' '),
    ]),
    ...malformed.map((scheme): [string, string] => ['unreadable', scheme]),
    ...(chosen === null ? [] : [['chosen', chosen] as [string, string]]),
    ...notChosen.map(({ scheme, reason }): [string, string] => [
      'not chosen',
      `${scheme}: ${reason}`,
    ]),
  ]
  return formatRows(rows)
}

function formatRows(rows: readonly (readonly [label: string, text: string])[]): string[] {
  return rows.map(([label, text]) => `  ${label.padEnd(LABEL_WIDTH)}${text}`)
}

function outcomeOf({ end, rounds }: Trial, works: boolean): string {
  switch (end.kind) {
    case 'answered': {
      const isSignedIn = rounds.some(({ sent }) => sent !== undefined)
      if (works) return isSignedIn ? 'the credentials are accepted' : 'no credentials are asked for'
      return `credentials are not what is missing; it answers ${end.status}`
    }
    case 'gave-up':
      return GAVE_UP[end.reason]
    case 'failed':
      return end.detail
    default:
      return end satisfies never
  }
}

const GAVE_UP: { readonly [R in Extract<Trial['end'], { kind: 'gave-up' }>['reason']]: string } = {
  'challenge-missing': 'it asks for credentials and does not say for which',
  'challenge-malformed': 'it asks for credentials in a way that cannot be read',
  unanswerable: 'none of what it offers can be answered with what is there',
  refused:
    'it refuses the credentials: the user name or the password is wrong, or not for this proxy',
  'refused-since':
    'it has accepted the credentials before and refuses them now: they may not be allowed to do this',
  'too-many-rounds': 'it asks again and again',
}

const TOLD: ReadonlySet<string> = new Set([
  ...['realm', 'algorithm', 'qop', 'charset', 'userhash', 'stale'],
  ...['scope', 'error', 'error_description'],
])
/** Here it was this very trial that spent it. */
const SPENT = 'what was sent is refused, and not sent again'
const LABEL_WIDTH = 14
