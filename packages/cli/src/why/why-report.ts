import { encodeEntry } from '@hopwise/journal'
import { type Foretold, type Trace, wallClock } from '@hopwise/proxy'
import { bold, bulleted, dim, paragraph, section, type View, viewOf } from '../explain/layout.ts'
import { printable } from '../explain/printable.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Why } from './why.ts'

/** For a person: who asks for what, then what authentication, rules and answer come to. */
export function whyReport(why: Why, { stdout, env }: Surroundings): string {
  const view = viewOf(stdout, env)
  const told = why.told ?? why.first
  const lines = [
    ...heading(why, view),
    ...section('Signing in', signingIn(why, view), view),
    ...section('Rules', rules(told.trace, view), view),
    ...section('Answer', answer(told, why, view), view),
    ...section('Line of the journal, but for id and times', entryLines(told), view),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

function heading({ asked, who, scheme }: Why, view: View): string[] {
  const { method, target, client, timeMs, offsetMinutes } = asked
  const user = who !== undefined && 'user' in who.verdict ? who.verdict.user : undefined
  const by = user === undefined ? 'nobody who signed in' : `${user} (${scheme})`
  const when = wallClock(timeMs, offsetMinutes)
  return paragraph(printable(`${method} ${target} by ${by} from ${client}, ${when}`), view)
}

function signingIn({ first, who }: Why, view: View): string[] {
  const { entry } = first
  const challenges = headOf(first).filter((line) => /^Proxy-Authenticate:/i.test(line))
  const told =
    challenges.length > 0
      ? `A request without credentials gets ${entry?.status} and is asked for:`
      : withoutChallenge(first)
  return [
    ...paragraph(told, view),
    ...challenges.map((line) => `  ${printable(line)}`),
    ...(who === undefined ? [] : paragraph(printable(`${who.source}.${groupsOf(who)}`), view)),
  ]
}

function withoutChallenge({ entry, fault }: Foretold): string {
  const words =
    entry?.user === undefined
      ? `is refused with ${entry?.status} ${fault?.code}, and no credentials would help`
      : `is taken for ${entry.user} (${entry.scheme}) and needs none`
  return `A request without credentials ${printable(words)}.`
}

function groupsOf({ groups }: { readonly groups: readonly string[] }): string {
  return groups.length === 0 ? '' : ` In the groups ${groups.join(', ')}.`
}

function rules(trace: Trace | undefined, view: View): string[] {
  if (trace === undefined) return paragraph('They are not asked.', view)
  return trace.steps.flatMap(({ rule, effect, kind, because }, index) => {
    const words = WORDS[kind](effect)
    const line = `${index + 1}. ${printable(rule)}: ${words}`
    const heading = paragraph(line, view)
    return [
      ...(kind === 'decided' ? heading.map((each) => bold(each, view)) : heading),
      ...bulleted(because.map(printable), view, 3),
    ]
  })
}

function answer(told: Foretold, { addresses }: Why, view: View): string[] {
  switch (told.kind) {
    case 'undecided':
      return paragraph(
        'It depends on what the host resolves to, which is not asked without `--resolve`; `--address` supposes an address.',
        view,
      )
    case 'passed-on': {
      const { nextHop: next, parent, script } = told.entry ?? {}
      if (script !== undefined) {
        const sentence = `The PAC script ${script} says which way it would go; it is not asked here.`
        return paragraph(printable(sentence), view)
      }
      if (parent !== undefined) {
        const sentence = `The proxy would send it through the parent ${parent}, or the next one that is up, and pass on the answer. Names are resolved there.`
        return paragraph(printable(sentence), view)
      }
      const where = next === undefined ? 'the host' : next
      const guard =
        addresses === undefined && next === undefined
          ? ' The host was not resolved: if it resolves to a private address, the egress guard may still refuse it with 403 DESTINATION_FORBIDDEN.'
          : ''
      return paragraph(
        printable(`The proxy would connect to ${where} and pass on its answer.${guard}`),
        view,
      )
    }
    case 'answered':
      if (told.answer === undefined) return paragraph('The proxy shows a page of its own.', view)
      return [
        ...headOf(told).map((line, index) => (index === 0 ? bold(line, view) : dim(line, view))),
        '',
        ...bodyOf(told, view),
      ]
    default:
      return told.kind satisfies never
  }
}

function entryLines({ entry }: Foretold): string[] {
  return entry === undefined ? [] : [encodeEntry(entry)]
}

function headOf({ answer = '' }: Foretold): string[] {
  return answer
    .slice(0, answer.indexOf('\r\n\r\n'))
    .split('\r\n')
    .filter((line) => line !== '')
}

function bodyOf({ answer = '' }: Foretold, view: View): string[] {
  return answer
    .slice(answer.indexOf('\r\n\r\n') + 4)
    .trimEnd()
    .split('\n')
    .flatMap((line) => paragraph(line, view))
}

type Effect = Trace['steps'][number]['effect']

const WORDS: Record<Trace['steps'][number]['kind'], (effect: Effect) => string> = {
  passed: (effect) => (effect === 'limits' ? 'nothing against it' : 'does not match'),
  reported: () => 'would refuse, but only reports',
  decided: (effect) => (effect === 'allow' ? 'allows it' : 'refuses it'),
  'addresses-needed': () => 'has to know the addresses',
  'not-asked': () => 'not asked',
}
