import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { bodyReader, type Framing, field } from '@hopwise/http'
import { startScripted } from '../testing/scripted-proxy.ts'
import { isPersistent, readContent, readHead } from './read-response.ts'
import { Wire } from './wire.ts'

test('a head is read and what is behind it is left', async (t) => {
  const wire = await saying(t, 'HTTP/1.1 200 OK\r\nA: b\r\n\r\nrest')
  const received = await readHead(wire)
  assert.ok('head' in received)
  assert.equal(Buffer.from(received.octets).toString(), 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n')
  assert.equal(Buffer.from((await wire.read())!).toString(), 'rest')
})

const NO_HEAD: readonly [text: string, code: string, detail: RegExp][] = [
  ['', 'NEXT_HOP_CLOSED', /without an answer/],
  ['HTTP/1.1 200', 'NEXT_HOP_CLOSED', /within the head/],
  ['220 ftp.example\r\n', 'RESPONSE_MALFORMED', /status-line-malformed/],
  ['\x05\xff', 'RESPONSE_MALFORMED', /speaks SOCKS 5 .* socks5:/],
  ['\x15\x03\x01\x00\x02\x02\x46', 'RESPONSE_MALFORMED', /speaks TLS .* https:/],
  [`HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(300)}`, 'RESPONSE_HEAD_TOO_LARGE', /fields-too-many/],
]

for (const [text, code, detail] of NO_HEAD) {
  test(`"${text.slice(0, 20)}" and an end is ${code}`, async (t) => {
    const received = await readHead(await saying(t, text))
    assert.ok('code' in received)
    assert.equal(received.code, code)
    assert.match(received.detail, detail)
  })
}

const CONTENT: readonly [
  name: string,
  framing: Framing,
  text: string,
  kept: string,
  isWhole: boolean,
  isPast: boolean,
][] = [
  ['all of it', { kind: 'length', bytes: 4 }, 'pagerest', 'page', true, true],
  ['more than is kept', { kind: 'length', bytes: 9 }, 'long page', 'long p', false, true],
  ['more than is read', { kind: 'length', bytes: 99 }, 'x'.repeat(99), 'xxxxxx', false, false],
  ['until the end', { kind: 'close' }, 'page', 'page', true, false],
  ['less than announced', { kind: 'length', bytes: 5 }, 'page', 'page', false, false],
  ['a chunk that is none', { kind: 'chunked' }, 'zz\r\n', '', false, false],
  ['none', { kind: 'none' }, '', '', true, true],
]

for (const [name, framing, text, kept, isWhole, isPast] of CONTENT) {
  test(`content: ${name}`, async (t) => {
    const wire = await saying(t, text)
    const read = await readContent(wire, bodyReader(framing), 6, 20)
    assert.equal(Buffer.from(read.content).toString(), kept)
    assert.deepEqual([read.isWhole, read.isPast], [isWhole, isPast])
  })
}

const PERSISTENT: readonly [minor: 0 | 1, value: string | undefined, is: boolean][] = [
  [1, undefined, true],
  [1, 'close', false],
  [1, 'Keep-Alive, Close', false],
  [0, undefined, false],
  [0, 'Keep-Alive', true],
]

for (const [minorVersion, value, is] of PERSISTENT) {
  test(`HTTP/1.${minorVersion} with ${value ?? 'nothing said'} ${is ? 'goes on' : 'ends'}`, () => {
    for (const name of ['Connection', 'Proxy-Connection']) {
      const fields = value === undefined ? [] : [field(name, value)]
      assert.equal(isPersistent({ status: 407, reasonPhrase: '', minorVersion, fields }), is)
    }
  })
}

async function saying(t: TestContext, text: string): Promise<Wire> {
  const peer = await startScripted(t, async ({ socket }) => void socket.end(text, 'latin1'))
  const socket = connect(peer.port, '127.0.0.1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return new Wire(socket)
}
