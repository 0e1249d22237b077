import { printed } from './connection.ts'
import { bodyLength, chunkedLength, headEnd, unchunked } from './message-end.ts'
import { octetsOf, patternOf, type Variables } from './notation.ts'

/**
 * What a transcript expects at one end of the wire. A block with an empty line is a head and what
 * follows it; a block without one is plain octets.
 *
 * In a head, lines of different fields may come in any order (RFC 9110 §5.3) unless `inOrder`; lines
 * of one field keep theirs. No line may be missing or more, unless the head has the line `{*}`, which
 * allows others, or `!Name`, which says that a field is absent. After the empty line `{body}` stands
 * for a whole body, as long as the head says it is; after `{chunked}` stands the content of a chunked
 * one, whatever the chunks are, and after `{chunked, unfinished}` that of one without its last chunk.
 */
export interface Expectation {
  readonly block: string
  readonly inOrder: boolean
}

/** Number of octets that were matched, or `undefined` when more must come. Throws when it cannot match. */
export function matchedLength(
  expected: Expectation,
  variables: Variables,
  octets: string,
  ended: boolean,
): number | undefined {
  const split = expected.block.indexOf('\n\n')
  if (split < 0 || expected.block.startsWith('{'))
    return plain(expected.block, variables, octets, ended)
  const end = headEnd(octets)
  if (end === undefined) return stillOpen(ended, 'a whole head')
  matchHead(expected.block.slice(0, split), octets.slice(0, end), variables, expected.inOrder)
  const body = expected.block.slice(split + 2)
  const rest = octets.slice(end)
  const length = body.startsWith('{body}')
    ? bodyLength(octets.slice(0, end), rest, ended)
    : plain(body, variables, rest, ended)
  return length === undefined ? stillOpen(ended, 'the rest of the message') : end + length
}

function plain(
  block: string,
  variables: Variables,
  octets: string,
  ended: boolean,
): number | undefined {
  if (block.startsWith('{chunked')) return chunked(block, variables, octets, ended)
  const expected = patternOf(block, variables)
  const found = expected.exec(octets)
  if (found) return found[0].length
  // Without wildcards a wrong octet is known at once: there is nothing to wait for.
  if (!/\{(any|date)\}/.test(block) && !octetsOf(block, variables).startsWith(octets)) {
    throw new Error(`other octets came than expected: ${printed(octetsOf(block, variables))}`)
  }
  return stillOpen(ended, printed(block))
}

function chunked(
  block: string,
  variables: Variables,
  octets: string,
  ended: boolean,
): number | undefined {
  const expected = octetsOf(block.slice(block.indexOf('\n') + 1), variables)
  const content = unchunked(octets)
  if (!expected.startsWith(content)) throw new Error(`other content came: ${printed(content)}`)
  const length = chunkedLength(octets)
  if (block.startsWith('{chunked}')) {
    if (length !== undefined && content !== expected) throw new Error('the content ends too early')
    return length ?? stillOpen(ended, 'the last chunk')
  }
  if (length !== undefined) throw new Error('the body was completed')
  const isThere = content === expected && octets.endsWith('\r\n')
  return isThere ? octets.length : stillOpen(ended, 'the content')
}

function stillOpen(ended: boolean, what: string): undefined {
  if (ended) throw new Error(`the connection ended before ${what} had come`)
  return undefined
}

function matchHead(block: string, head: string, variables: Variables, inOrder: boolean): void {
  const expected = block.split('\n').filter((line) => line !== '')
  const lines = head.split('\r\n').filter((line) => line !== '')
  const start = expected.shift() ?? ''
  if (!matches(start, lines.shift() ?? '', variables)) throw new Error(`expected ${start}`)
  const order = expected.includes('{*}') ? 'among others' : inOrder ? 'exact' : 'by name'
  for (const line of expected) {
    if (line === '{*}') continue
    if (line.startsWith('!')) absent(line.slice(1), lines)
    else takeLine(line, lines, variables, order)
  }
  if (lines.length > 0 && order !== 'among others')
    throw new Error(`not expected: ${lines.join(' | ')}`)
}

/** Takes the line of that name: the very next one in order, any that matches among others. */
function takeLine(line: string, lines: string[], variables: Variables, order: Order): void {
  const isMatch = (one: string) => matches(line, one, variables)
  const isNamed = (one: string) => nameOf(one) === nameOf(line)
  const at = order === 'exact' ? 0 : lines.findIndex(order === 'among others' ? isMatch : isNamed)
  const found = lines[at]
  if (found === undefined || !isMatch(found)) {
    throw new Error(`expected ${line}, found ${found ?? lines.find(isNamed) ?? 'no such line'}`)
  }
  lines.splice(at, 1)
}

type Order = 'exact' | 'by name' | 'among others'

function absent(name: string, lines: readonly string[]): void {
  const found = lines.find((line) => nameOf(line) === name.toLowerCase())
  if (found !== undefined) throw new Error(`expected no ${name}, found ${found}`)
}

function nameOf(line: string): string {
  return (line.split(':')[0] ?? '').trimEnd().toLowerCase()
}

function matches(expected: string, line: string, variables: Variables): boolean {
  const found = patternOf(expected, variables).exec(line)
  return found !== null && found[0].length === line.length
}
