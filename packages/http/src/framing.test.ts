import assert from 'node:assert/strict'
import { test } from 'node:test'
import { field, trimSpace } from './fields.ts'
import { type Framed, isBodyless, requestFraming, responseFraming } from './framing.ts'

function fields(lines: readonly string[]) {
  return lines.map((line) =>
    field(line.slice(0, line.indexOf(':')), trimSpace(line.slice(line.indexOf(':') + 1))),
  )
}

function request(minorVersion: 0 | 1, ...lines: string[]): string {
  return told(requestFraming({ method: 'POST', target: '/', minorVersion, fields: fields(lines) }))
}

function response(method: string, status: number, ...lines: string[]): string {
  return told(
    responseFraming(method, { status, reasonPhrase: '', minorVersion: 1, fields: fields(lines) }),
  )
}

function told(framed: Framed): string {
  if (framed.kind === 'malformed') return framed.reason
  return framed.framing.kind === 'length' ? `length ${framed.framing.bytes}` : framed.framing.kind
}

test('a request has the content that it declares, and none otherwise', () => {
  assert.equal(request(1), 'none')
  assert.equal(request(1, 'Content-Length: 5'), 'length 5')
  assert.equal(request(0, 'Content-Length: 0'), 'length 0')
  assert.equal(request(1, 'Transfer-Encoding: chunked'), 'chunked')
  assert.equal(request(1, 'Transfer-Encoding: CHUNKED'), 'chunked')
})

const refused: readonly [reason: string, ...lines: string[]][] = [
  ['length-and-coding', 'Content-Length: 5', 'Transfer-Encoding: chunked'],
  ['length-and-coding', 'Content-Length: 5', 'Transfer-Encoding: identity'],
  ['length-repeated', 'Content-Length: 5', 'Content-Length: 5'],
  ['length-repeated', 'Content-Length: 5, 5'],
  ['length-repeated', 'Content-Length: 5,6'],
  ['length-malformed', 'Content-Length: -1'],
  ['length-malformed', 'Content-Length: +5'],
  ['length-malformed', 'Content-Length: 0x5'],
  ['length-malformed', 'Content-Length: 5 5'],
  ['length-malformed', 'Content-Length: abc'],
  ['length-malformed', 'Content-Length:'],
  ['length-malformed', 'Content-Length: 5\xa0'],
  ['length-too-large', 'Content-Length: 9007199254740993'],
  ['length-too-large', 'Content-Length: 18446744073709551621'],
  ['chunked-not-last', 'Transfer-Encoding: chunked, identity'],
  ['chunked-not-last', 'Transfer-Encoding: chunked', 'Transfer-Encoding: gzip'],
  ['coding-malformed', 'Transfer-Encoding:'],
  ['coding-malformed', 'Transfer-Encoding: chunked,'],
  ['coding-malformed', 'Transfer-Encoding: , chunked'],
  ['coding-malformed', 'Transfer-Encoding: chunked', 'Transfer-Encoding:'],
  ['coding-repeated', 'Transfer-Encoding: chunked, chunked'],
  ['coding-repeated', 'Transfer-Encoding: chunked', 'Transfer-Encoding: Chunked'],
  ['coding-unsupported', 'Transfer-Encoding: zork, chunked'],
  ['coding-unsupported', 'Transfer-Encoding: gzip'],
  ['coding-unsupported', 'Transfer-Encoding: xchunked'],
  ['coding-unsupported', 'Transfer-Encoding: chunked;q=1'],
  ['coding-unsupported', 'Transfer-Encoding: "chunked"'],
]
for (const [reason, ...lines] of refused) {
  test(`${lines.join(' and ')} is refused as ${reason}`, () =>
    assert.equal(request(1, ...lines), reason))
}

test('HTTP/1.0 has no transfer codings', () => {
  assert.equal(request(0, 'Transfer-Encoding: chunked'), 'coding-in-http-1.0')
})

test('a response without a declaration goes on until the connection ends', () => {
  assert.equal(response('GET', 200), 'close')
  assert.equal(response('GET', 200, 'Content-Length: 3'), 'length 3')
  assert.equal(response('GET', 500, 'Transfer-Encoding: chunked'), 'chunked')
})

test('some responses have no content whatever they declare', () => {
  for (const status of [100, 103, 204, 304]) {
    assert.equal(response('GET', status, 'Content-Length: 3'), 'none')
  }
  assert.equal(response('HEAD', 200, 'Content-Length: 3'), 'none')
  assert.equal(response('HEAD', 200, 'Transfer-Encoding: chunked'), 'none')
  assert.equal(isBodyless(205), false)
})

test('a declaration without sense is refused even where there is nothing to frame', () => {
  assert.equal(response('HEAD', 200, 'Content-Length: x'), 'length-malformed')
  assert.equal(response('GET', 304, 'Content-Length: 1', 'Content-Length: 2'), 'length-repeated')
})

test('an ambiguous response is no better than an ambiguous request', () => {
  assert.equal(
    response('GET', 200, 'Content-Length: 3', 'Transfer-Encoding: chunked'),
    'length-and-coding',
  )
  assert.equal(response('GET', 200, 'Content-Length: 3', 'Content-Length: 4'), 'length-repeated')
})
