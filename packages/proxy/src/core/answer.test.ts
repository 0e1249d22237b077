import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '@hopwise/journal'
import { challengeFields, faultAnswer, formatAnswer, ownAnswer } from './answer.ts'

const PAGE = { mediaType: 'text/plain; charset=utf-8', language: 'en', body: 'päge\n' }
const NOW = Date.UTC(2026, 10, 21)

function text(octets: string | Uint8Array): string {
  return typeof octets === 'string' ? octets : Buffer.from(octets).toString()
}

test('a 407 carries each challenge on its own line, and who says so', () => {
  const answer = faultAnswer('CREDENTIALS_MISSING', PAGE, 'us', challengeFields(['A x="1"', 'B']))
  assert.equal(
    text(formatAnswer(answer, { method: 'GET', close: false, nowMs: NOW })),
    'HTTP/1.1 407 Proxy Authentication Required\r\n' +
      'Date: Sat, 21 Nov 2026 00:00:00 GMT\r\n' +
      'Proxy-Authenticate: A x="1"\r\nProxy-Authenticate: B\r\n' +
      'Proxy-Status: us; details="CREDENTIALS_MISSING"\r\n' +
      'Cache-Control: no-store\r\nContent-Type: text/plain; charset=utf-8\r\n' +
      'Content-Language: en\r\nContent-Length: 6\r\n\r\npäge\n',
  )
})

test('HEAD gets the length that GET would have got, and no body', () => {
  const octets = formatAnswer(ownAnswer(200, [], PAGE, 'us'), {
    method: 'HEAD',
    close: true,
    nowMs: NOW,
  })
  assert.match(text(octets), /Content-Length: 6\r\nConnection: close\r\n\r\n$/)
})

test('204 has neither length nor type', () => {
  const answer = { status: 204, fields: [], page: undefined }
  assert.doesNotMatch(
    text(formatAnswer(answer, { method: 'OPTIONS', close: false, nowMs: NOW })),
    /Content-/,
  )
})

test('every fault has its status and error type on the wire, and a time to come back where one is due', () => {
  for (const fault of Object.keys(FAULTS) as FaultCode[]) {
    const answer = faultAnswer(fault, PAGE, 'us')
    const row: { status: number; proxyError?: string } = FAULTS[fault]
    assert.equal(answer.status, row.status)
    const status = answer.fields.find(({ key }) => key === 'proxy-status')?.value ?? ''
    assert.equal(status.includes('error='), row.proxyError !== undefined, fault)
    const needsRetryAfter = row.status === 503 || row.status === 429
    assert.equal(
      answer.fields.some(({ key }) => key === 'retry-after'),
      needsRetryAfter,
      fault,
    )
  }
})
