import assert from 'node:assert/strict'
import { test } from 'node:test'
import { responseHead } from '../../testing/heads.ts'
import { socketPair } from '../../testing/socket-pair.ts'
import { anEngine } from '../../testing/start-engine.ts'
import { Connection } from '../connection.ts'
import { dropContent } from './drop-content.ts'

const cases: readonly [string, readonly string[], string, string, boolean][] = [
  ['a length', ['HTTP/1.1 407 No', 'Content-Length: 3'], 'GET', 'no!', true],
  [
    'chunks',
    ['HTTP/1.1 407 No', 'Transfer-Encoding: chunked'],
    'GET',
    '3\r\nno!\r\n0\r\n\r\n',
    true,
  ],
  ['no content to HEAD', ['HTTP/1.1 407 No', 'Content-Length: 3'], 'HEAD', '', true],
  ['content to HEAD all the same', ['HTTP/1.1 407 No', 'Content-Length: 3'], 'HEAD', 'no!', false],
  ['more than was said', ['HTTP/1.1 407 No', 'Content-Length: 3'], 'GET', 'no!more', false],
  [
    'an end that was announced',
    ['HTTP/1.1 407 No', 'Connection: close', 'Content-Length: 0'],
    'GET',
    '',
    false,
  ],
  ['HTTP/1.0', ['HTTP/1.0 407 No', 'Content-Length: 3'], 'GET', 'no!', false],
  [
    'HTTP/1.0 that stays',
    ['HTTP/1.0 407 No', 'Proxy-Connection: Keep-Alive', 'Content-Length: 3'],
    'GET',
    'no!',
    true,
  ],
  ['no framing', ['HTTP/1.1 407 No'], 'GET', 'no!', false],
  [
    'framing twice',
    ['HTTP/1.1 407 No', 'Content-Length: 3', 'Transfer-Encoding: chunked'],
    'GET',
    'no!',
    false,
  ],
  [
    'chunks that are none',
    ['HTTP/1.1 407 No', 'Transfer-Encoding: chunked'],
    'GET',
    'xyz\r\n',
    false,
  ],
  ['too much', ['HTTP/1.1 407 No', 'Content-Length: 1000000'], 'GET', 'x'.repeat(1_000_000), false],
]
for (const [what, head, method, content, goesOn] of cases) {
  test(`${what}: the connection ${goesOn ? 'goes on' : 'is closed'}`, async (t) => {
    const { engine } = anEngine()
    const { near, far } = await socketPair(t)
    const connection = new Connection(near, engine.deadlines)
    far.on('error', () => {})
    await new Promise((sent) => far.write(content === '' ? 'x' : content, sent))
    // What was sent lies there: the kernel has it on this machine.
    const first = await connection.read(engine.patience.linger)
    if (content !== '') connection.unread(first!, 0)
    assert.equal(await dropContent(method, responseHead(...head), connection, engine), goesOn)
    assert.equal(connection.state === 'open', goesOn)
  })
}

test('an octet now and then is not waited for: the time is for all of it', async (t) => {
  const { engine } = anEngine({ limits: { lingerTimeoutMs: 1_000 } })
  const { near, far } = await socketPair(t)
  const connection = new Connection(near, engine.deadlines)
  far.on('error', () => {})
  const dripping = setInterval(() => far.write('x'), 10)
  t.after(() => clearInterval(dripping))
  const head = responseHead('HTTP/1.1 407 No', 'Content-Length: 60000')
  const startMs = performance.now()
  assert.equal(await dropContent('GET', head, connection, engine), false)
  assert.ok(performance.now() - startMs < 5_000)
})
