import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRequestHead } from '@hopwise/http'
import { aHop } from '../../testing/a-hop.ts'
import { mannerOf } from './manner.ts'

const PROXY = { host: '127.0.0.1', port: 3128 }
const ORIGIN = { host: 'origin.example', port: 80 }
const OWN = 'Proxy-Authorization: Basic b2xkOm9sZA=='
const NOBODY = { 'find-login': () => undefined, 'find-token': () => undefined }

test('a WebSocket wants a tunnel, another upgrade and a whole URL do not', async () => {
  const upgrade = 'Connection: upgrade\r\nUpgrade:'
  for (const [line, field, manner] of [
    ['GET / HTTP/1.1', `${upgrade} websocket`, 'websocket'],
    ['GET / HTTP/1.1', `${upgrade} x, WebSocket`, 'websocket'],
    ['GET / HTTP/1.1', `${upgrade} h2c`, 'forwarded'],
    ['GET http://a/ HTTP/1.1', `${upgrade} websocket`, 'forwarded'],
    ['GET / HTTP/1.1', 'Accept: */*', 'forwarded'],
    ['CONNECT a:1 HTTP/1.1', 'Host: a:1', 'tunnel'],
  ] as const) {
    assert.equal(await mannerOf(head(line, field), aHop(PROXY.port), ORIGIN), manner, line + field)
  }
})

test('credentials of the program are left alone at the proxy, where here nobody has any', async () => {
  const [known, unknown] = [aHop(PROXY.port), aHop(PROXY.port, {}, NOBODY)]
  const connect = head('CONNECT a:1 HTTP/1.1', OWN)
  assert.equal(await mannerOf(connect, unknown, PROXY), 'left-alone')
  assert.equal(await mannerOf(connect, known, PROXY), 'tunnel')
  assert.equal(await mannerOf(head('CONNECT a:1 HTTP/1.1', 'Host: a:1'), unknown, PROXY), 'tunnel')
})

test('credentials for a proxy that are on their way to an origin are nobody’s', async () => {
  const hop = aHop(PROXY.port, {}, NOBODY)
  assert.equal(await mannerOf(head('GET / HTTP/1.1', OWN), hop, ORIGIN), 'forwarded')
})

function head(line: string, field: string) {
  const read = readRequestHead(Buffer.from(`${line}\r\n${field}\r\n\r\n`), 0)
  assert.equal(read.kind, 'done')
  return read.value
}
