import { FAULTS, type FaultCode } from '@hopwise/journal/fault-codes'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { findFault } from './find-fault.ts'
import { labelsIn } from './labels.ts'
import { type Spoken, spokenLanguage } from './language.ts'
import { type View, viewOf } from './layout.ts'
import { loadTexts } from './load-texts.ts'
import { print } from './print.ts'
import { printable } from './printable.ts'
import { readQuestion } from './read-question.ts'
import { type HeaderLine, type Resolved, resolve } from './resolve.ts'

export interface ExplainOptions {
  readonly header: readonly HeaderLine[]
  readonly lang?: Spoken
  readonly json?: boolean
  readonly codeIn?: string
}

/** Answers one question about a code, a name or a response. */
export async function explainQuestion(
  words: readonly string[],
  options: ExplainOptions,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdin, stdout, env } = surroundings
  const text = await readQuestion(words, options.header.length > 0, stdin)
  const language = options.lang ?? spokenLanguage(env)
  const named = findFault(text)
  const isOnlyFault = named !== undefined && !/\s/.test(text.trim())
  const resolved: Resolved = isOnlyFault ? { kind: 'nothing' } : resolve(text, options.header)
  const fault = isOnlyFault || isSentWith(named, resolved) ? named : undefined
  if (resolved.kind === 'nothing' && fault === undefined) throw await nothingKnown(text)
  const lines =
    options.codeIn === undefined
      ? await answer(resolved, fault, { ...options, language }, viewOf(stdout, env))
      : await constantsFor(resolved, fault, options.codeIn, options.json === true)
  print(lines.map((line) => `${line.trimEnd()}\n`).join(''), stdout)
  return EXIT.ok
}

/** A text that only links a page of ours is not a response of ours. */
function isSentWith(fault: FaultCode | undefined, resolved: Resolved): boolean {
  if (fault === undefined || resolved.kind === 'nothing') return false
  return FAULTS[fault].status === resolved.code
}

interface Wanted {
  readonly language: Spoken
  readonly json?: boolean
}

async function answer(
  resolved: Resolved,
  fault: FaultCode | undefined,
  { language, json }: Wanted,
  view: View,
): Promise<string[]> {
  if (json === true) return [await answerInJson(resolved, fault, language)]
  if (fault !== undefined) {
    const own = (await import('./fault-report.ts')).faultReport(fault, language, view)
    return resolved.kind === 'nothing' ? own : [`${labelsIn(language).ownFault}:`, '', ...own]
  }
  if (resolved.kind === 'nothing') return []
  const texts = await loadTexts(language)
  const report =
    resolved.kind === 'known'
      ? (await import('./known-report.ts')).knownReport(resolved, texts, view)
      : (await import('./unregistered-report.ts')).unregisteredReport(resolved, texts, view)
  return report
}

async function answerInJson(
  resolved: Resolved,
  fault: FaultCode | undefined,
  language: Spoken,
): Promise<string> {
  const own = fault === undefined ? undefined : await faultObject(fault, language)
  if (resolved.kind === 'nothing') return JSON.stringify({ kind: 'fault', ...own }, undefined, 2)
  const { answerJson } = await import('./answer-json.ts')
  const known = answerJson(resolved, await loadTexts(language))
  return JSON.stringify(own === undefined ? known : { ...known, fault: own }, undefined, 2)
}

async function faultObject(fault: FaultCode, language: Spoken): Promise<object> {
  const { explain } = await import('@hopwise/journal')
  const { exchange: _, detail: __, ...told } = explain(fault, '', '', language)
  return told
}

/** One constant alone on its line, for use in other commands; several with their libraries. */
async function constantsFor(
  resolved: Resolved,
  fault: FaultCode | undefined,
  codeIn: string,
  json: boolean,
): Promise<string[]> {
  const code = codeOf(resolved, fault)
  if (code === undefined) {
    throw new Problem(EXIT.negative, 'That is no status code, so no language has a name for it.')
  }
  const { constantsIn } = await import('./constant-in.ts')
  const constants = constantsIn(code, codeIn)
  if (json) return [JSON.stringify(constants, undefined, 2)]
  if (constants.length === 1) return [constants[0]!.names[0]!]
  return constants.map(({ language, names }) => `${language} ${names[0]}`)
}

function codeOf(resolved: Resolved, fault: FaultCode | undefined): number | undefined {
  if (fault !== undefined && resolved.kind === 'nothing') {
    return FAULTS[fault].status
  }
  if (resolved.kind === 'nothing') return undefined
  if (resolved.code !== undefined || resolved.kind !== 'known') return resolved.code
  const { source, row } = resolved.candidates[0]!.entry
  return source.family === 'status' && typeof row.code === 'number' ? row.code : undefined
}

async function nothingKnown(text: string): Promise<Problem> {
  const { nearQuestions } = await import('./near-questions.ts')
  const near = nearQuestions(text)
  const asked = printable(text.trim())
  const shown = asked.length > SHOWN_MAX ? `${asked.slice(0, SHOWN_MAX)}…` : asked
  const hint =
    near.length === 0
      ? 'name a code, a constant or an error, or paste a whole response; "hopwise codes" lists all'
      : `did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`
  return new Problem(EXIT.negative, `Nothing is known as "${shown}": ${hint}`)
}

const SHOWN_MAX = 60
