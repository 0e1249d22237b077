import { fieldValues, headEnd, statusOf } from './message-end.ts'
import { patternOf, type Variables } from './notation.ts'

/** What is wrong with a final response that the proxy made itself. Empty when nothing is. */
export function generatedFlaws(message: string, variables: Variables, isLast: boolean): string[] {
  const end = headEnd(message)
  if (end === undefined) return []
  const head = message.slice(0, end)
  const status = statusOf(head)
  if (status < 200) return []
  const flaws = [
    ...challengeFlaws(head, status, variables),
    ...proxyStatusFlaws(head, variables),
    ...framingFlaws(head, message.length - end, isLast),
  ]
  if (!patternOf('{date}', {}).test(one(head, 'Date'))) flaws.push('no Date (RFC 9110 §6.6.1)')
  return flaws
}

function challengeFlaws(head: string, status: number, variables: Variables): string[] {
  const challenges = fieldValues(head, 'Proxy-Authenticate')
  const { realm } = variables
  const expected = `Basic realm=${realm}, charset="UTF-8"`
  if (status !== 407) {
    return challenges.length > 0 ? [`a challenge with ${status} (RFC 9110 §11.7.1)`] : []
  }
  return challenges.includes(expected)
    ? []
    : [`challenges are ${JSON.stringify(challenges)}, not ${expected} (RFC 9110 §11.7.1)`]
}

function proxyStatusFlaws(head: string, variables: Variables): string[] {
  const [member, ...more] = fieldValues(head, 'Proxy-Status')
  const { name = '' } = variables
  const named = [name, `"${name}"`].some((text) => `${member};`.startsWith(`${text};`))
  return named && more.length === 0 ? [] : [`Proxy-Status is ${member} (RFC 9209 §2)`]
}

function framingFlaws(head: string, bodyLength: number, isLast: boolean): string[] {
  const flaws = []
  const says = fieldValues(head, 'Connection').some((value) => /\bclose\b/i.test(value))
  if (says !== isLast && !(isLast && head.startsWith('HTTP/1.0'))) {
    flaws.push(says ? 'says close where the transcript does not' : 'closes unannounced (§9.6)')
  }
  if (bodyLength > 0 && one(head, 'Content-Type') === '') flaws.push('a body without a type')
  return flaws
}

function one(head: string, name: string): string {
  return fieldValues(head, name)[0] ?? ''
}
