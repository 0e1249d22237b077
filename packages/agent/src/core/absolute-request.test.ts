import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRequestHead } from '@hopwise/http'
import { absoluteRequest, formatAbsoluteRequest } from './absolute-request.ts'

const TARGETS: readonly [line: string, port: number, target: string][] = [
  ['GET /a?b HTTP/1.1', 80, 'http://origin.example/a?b'],
  ['GET /a HTTP/1.1', 8080, 'http://origin.example:8080/a'],
  ['OPTIONS * HTTP/1.1', 80, 'http://origin.example'],
  ['GET http://else.example/ HTTP/1.1', 80, 'http://else.example/'],
]

for (const [line, port, target] of TARGETS) {
  test(`${line} to port ${port} becomes ${target}`, () => {
    assert.equal(absolute(line, port).target, target)
  })
}

test('that the program closes its connection is not about the one to the proxy', () => {
  const fields = (value: string) =>
    absolute('GET / HTTP/1.1', 80, [`Connection: ${value}`]).fields.length - 1
  assert.deepEqual([fields('Close'), fields('Upgrade'), fields('close, TE')], [0, 1, 1])
})

test('credentials for a proxy that a program wrote are not passed on; all else is, as it was', () => {
  const request = absolute('GET / HTTP/1.1', 80, [
    'proxy-Authorization: Basic stolen',
    'Proxy-Connection: keep-alive',
    'X-Case: Kept',
    'Authorization: Basic origins',
  ])
  assert.equal(
    formatAbsoluteRequest(request, []),
    'GET http://origin.example/ HTTP/1.1\r\nHost: origin.example\r\nX-Case: Kept\r\n' +
      'Authorization: Basic origins\r\n\r\n',
  )
})

function absolute(line: string, port: number, fields: readonly string[] = []) {
  const text = [line, 'Host: origin.example', ...fields, '', ''].join('\r\n')
  const read = readRequestHead(Buffer.from(text, 'latin1'), 0)
  assert.ok(read.kind === 'done')
  return absoluteRequest(read.value, { host: 'origin.example', port })
}
