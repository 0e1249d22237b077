import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { aHop } from '../../testing/a-hop.ts'
import { LETS_THROUGH, startScripted } from '../../testing/scripted-proxy.ts'
import { readHead } from '../read-response.ts'
import { isSignedIn } from './is-signed-in.ts'

const ASKED = { method: 'GET', target: 'http://[2001:db8::1]:8080/a' }

test('content in pieces is past before it asks, and still there afterwards', async (t) => {
  const content = '4\r\npage\r\n0\r\n\r\n'
  const { isYes, left, heads } = await ask(t, 'Transfer-Encoding: chunked', content)
  assert.deepEqual([isYes, left], [true, content])
  assert.match(
    heads[1]!,
    /^CONNECT \[2001:db8::1\]:443 HTTP\/1\.1\r\nHost: \[2001:db8::1\]:443\r\n/,
  )
})

for (const [what, field, content] of [
  ['ends with its connection', 'Via: 1.1 x', 'page'],
  ['is too large', 'Content-Length: 20', 'x'.repeat(20)],
  ['is the last', 'Connection: close\r\nContent-Length: 4', 'page'],
  ['is ambiguous', 'Content-Length: 4\r\nContent-Length: 5', 'page'],
] as const) {
  test(`a 407 whose content ${what} leaves nothing to ask on, and is whole`, async (t) => {
    const { isYes, left, heads } = await ask(t, field, content)
    assert.deepEqual([isYes, left, heads.length], [false, content, 1])
  })
}

async function ask(t: TestContext, field: string, content: string) {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(`HTTP/1.1 407 No\r\n${field}\r\n\r\n${content}`)
    if (!field.includes('chunked')) return void client.socket.end()
    await client.head()
    client.send(LETS_THROUGH)
  })
  const hop = aHop(proxy.port, { drainBytesMax: 10 })
  const wire = await hop.open('x')
  t.after(() => wire.destroy())
  wire.write('GET / HTTP/1.1\r\n\r\n')
  const received = await readHead(wire)
  assert.ok('head' in received)
  const isYes = await isSignedIn(wire, hop, ASKED, received.head)
  let left = ''
  while (left.length < content.length) left += Buffer.from((await wire.read()) ?? '|'.repeat(99))
  return { isYes, left, heads: proxy.heads }
}
