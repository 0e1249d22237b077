import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { llhttpReads } from './testing/llhttp.ts'
import { weRead } from './testing/we-read.ts'

/**
 * Node's own parser is the widest-used reader of HTTP/1.1. Whatever it refuses we refuse: stricter
 * is welcome, laxer is a hole. Two differences are ours by right: a method that it does not know
 * (RFC 9110 §9.1), and a tab where white space may stand.
 */
const requests: readonly string[] = [
  'GET http://o/ HTTP/1.1\r\nHost: o\r\n\r\n',
  'POST http://o/ HTTP/1.1\r\nHost: o\r\nContent-Length: 5\r\n\r\nhello',
  'POST http://o/ HTTP/1.1\r\nHost: o\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n',
  'CONNECT o:443 HTTP/1.1\r\nHost: o:443\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: o\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
  'PUT /x HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc',
  'HEAD / HTTP/1.1\r\nHost: o\r\nX-\x7f: 1\r\n\r\n',
]
const responses: readonly string[] = [
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
  'HTTP/1.0 204 No Content\r\n\r\n',
  'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n',
]
/** What smuggling is made of: put in, taken out or written over, anywhere. */
const FRAGMENTS = [
  '\r\n',
  '\n',
  '\r',
  ' ',
  '\t',
  '\0',
  ':',
  ',',
  ';',
  '0',
  '5',
  'x',
  '\x80',
  '\r\n ',
  '-',
  '+',
  '"',
  '=',
  'Content-Length: 5\r\n',
  'Content-Length: 6\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: identity\r\n',
  'Transfer-Encoding : chunked\r\n',
  'chunked',
  'HTTP/1.0',
  '\r\n\r\n',
] as const

for (const [kind, messages] of [
  ['request', requests],
  ['response', responses],
] as const) {
  test(`every valid ${kind} of the corpus is read by llhttp, so that a difference means something`, () => {
    for (const message of messages.filter((text) => !text.includes('\x7f'))) {
      assert.equal(llhttpReads(kind, message), 'whole', message)
      assert.equal(weRead(kind, message), 'whole', message)
    }
  })

  test(`no ${kind} that llhttp refuses is read by us`, () => {
    const mutation = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 3 }),
      put: fc.constantFrom('', ...FRAGMENTS),
    })
    const mutated = fc
      .tuple(fc.constantFrom(...messages), fc.array(mutation, { minLength: 1, maxLength: 4 }))
      .map(([message, mutations]) => mutations.reduce(mutate, message))
    let refused = 0
    fc.assert(
      fc.property(mutated, (message) => {
        const theirs = llhttpReads(kind, message)
        if (theirs !== 'refused' || isTabOnly(kind, message)) return
        refused++
        assert.notEqual(weRead(kind, message), 'whole', JSON.stringify(message))
      }),
      { numRuns: 40_000 },
    )
    assert.ok(refused > 4_000, `only ${refused} of the messages were refused: the test says little`)
  })
}

/** It stumbles over a tab around some values, which is white space there (OWS, RFC 9110 §5.6.3). */
function isTabOnly(kind: 'request' | 'response', message: string): boolean {
  return message.includes('\t') && llhttpReads(kind, message.replaceAll('\t', ' ')) === 'whole'
}

function mutate(
  message: string,
  { at, remove, put }: { readonly at: number; readonly remove: number; readonly put: string },
): string {
  const place = at % (message.length + 1)
  return message.slice(0, place) + put + message.slice(place + remove)
}
