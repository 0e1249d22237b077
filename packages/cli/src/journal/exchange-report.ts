import {
  catalogueFor,
  type Entry,
  explain,
  formatDuration,
  isReasonId,
  PHASES,
  REASONS,
} from '@hopwise/journal'
import { reasonPhrase } from '@hopwise/status'
import { localInstant } from '../local-time.ts'
import { wrap } from './wrap.ts'

export interface ReportView {
  readonly columns: number
  readonly colour: boolean
  /** Of the time zone times are shown in, east positive. */
  readonly offsetMinutes: number
}

/** One exchange for a person: the facts, then, if something went wrong, what it means. */
export function exchangeReport(entry: Entry, view: ReportView): string[] {
  const facts = factsOf(entry, view.offsetMinutes)
  const lines = facts.flatMap(([label, text]) => labelled(label, text, view.columns))
  return entry.fault === undefined
    ? lines
    : [...lines, '', ...explanation(entry, entry.fault, view)]
}

type Fact = readonly [label: string, text: string]

function factsOf(entry: Entry, offsetMinutes: number): Fact[] {
  const { user, scheme, nextHop, receivedStatus, reason, userAgent, referer, bytes } = entry
  return [
    ['Exchange', entry.exchange],
    ['Time', localInstant(entry.time, offsetMinutes)],
    ['Request', `${entry.method} ${entry.target} ${entry.version}`],
    ['Client', entry.client],
    ...fact('User', user && (scheme === undefined ? user : `${user} (${scheme})`)),
    ['Status', entry.status === 0 ? 'nothing was sent' : statusWords(entry.status)],
    ['Outcome', entry.outcome],
    ...fact('Fault', entry.fault),
    ...fact('Reason', reason && reasonWords(reason)),
    ...fact('Rule', entry.rule),
    ...fact('Reported by', entry.wouldRefuse && `${entry.wouldRefuse}, which would refuse`),
    ...fact('PAC script', entry.script),
    ...fact('Parent', entry.parent),
    ...fact('Next hop', nextHop && (entry.reused === true ? `${nextHop} (kept open)` : nextHop)),
    ...fact('It sent', receivedStatus === undefined ? undefined : statusWords(receivedStatus)),
    ...fact('User agent', userAgent),
    ...fact('Referer', referer),
    ['Bytes', `${bytes.fromClient} from the client, ${bytes.toClient} to it`],
    ...fact('Phases', phaseWords(entry)),
  ]
}

function fact(label: string, text: string | undefined): Fact[] {
  return text === undefined || text === '' ? [] : [[label, text]]
}

function statusWords(status: number): string {
  return `${status} ${reasonPhrase(status)}`.trimEnd()
}

/** For operators: the client was told less. */
function reasonWords(reason: string): string {
  return isReasonId(reason) ? `${reason}: ${REASONS[reason]}` : reason
}

function phaseWords(entry: Entry): string {
  return PHASES.flatMap((phase) => {
    const ns = entry.phases[phase]
    return ns === undefined ? [] : [`${phase} ${formatDuration(ns)}`]
  }).join(', ')
}

function explanation(entry: Entry, fault: NonNullable<Entry['fault']>, view: ReportView): string[] {
  const told = explain(fault, entry.detail ?? '', entry.exchange, 'en')
  const { labels } = catalogueFor('en')
  const facts: readonly Fact[] = [
    [labels.happened, told.happened],
    ...fact(labels.detail, told.detail),
    [labels.party, told.partyWords],
    [labels.act, told.act],
    [labels.lasts, told.lasts],
    [labels.next, told.next],
    [labels.more, told.docs],
  ]
  return [
    view.colour ? `\x1b[1m${told.title}\x1b[0m` : told.title,
    ...facts.flatMap(([label, text]) => ['', label, ...indented(text, view.columns)]),
  ]
}

function labelled(label: string, text: string, columns: number): string[] {
  const lines = wrap(text, Math.max(MIN_COLUMNS, columns - LABEL_COLUMNS))
  return lines.map((line, n) => (n === 0 ? label : '').padEnd(LABEL_COLUMNS) + line)
}

function indented(text: string, columns: number): string[] {
  return wrap(text, Math.max(MIN_COLUMNS, columns - 2)).map((line) => `  ${line}`)
}

const LABEL_COLUMNS = 12
const MIN_COLUMNS = 20
