import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { finished } from 'node:stream/promises'
import { after, before, test } from 'node:test'
import { fieldValues, headEnd, statusOf } from './wire/message-end.ts'
import { ProxyInProcess } from './wire/proxy-in-process.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'
import { Stage } from './wire/stage.ts'

// A large body behind a request without credentials: the refusal is sent at once, and it arrives,
// whether the client reads while it sends (curl) or only afterwards (Python's requests). Closing
// with octets unread would reset the connection and take the refusal with it (RFC 9112 §9.6).

let stage: Stage
let origin: ScriptedOrigin

before(async () => {
  stage = await Stage.open()
  origin = await ScriptedOrigin.start()
})

after(async () => {
  await origin?.close()
  await stage?.close()
})

type Framing = 'length' | 'chunked'

const SIZE = 50 * 1024 * 1024
const PIECE = Buffer.alloc(64 * 1024, 'x')

for (const framing of ['length', 'chunked'] as const) {
  test(`a client that reads nothing until it has sent 50 MB (${framing}) gets its 407 [9110-11.4-1]`, {
    timeout: 20_000,
  }, async () => {
    // Paused from the start: nothing is read before the last octet has been handed over.
    const upload = await begin(framing, SIZE)
    await sendAll(upload, framing, SIZE)
    isWholeChallenge(await readToEnd(upload))
  })

  test(`a client that reads while it sends (${framing}) hears at once and may stop [9110-11.4-1]`, {
    timeout: 20_000,
  }, async () => {
    const upload = await begin(framing, SIZE)
    const response = readToEnd(upload)
    // Listened for at once: the answer may come while the piece is still being sent.
    const heard = once(upload, 'data')
    await send(upload, PIECE)
    await heard
    upload.end()
    isWholeChallenge(await response)
  })
}

test('a refused body is not kept in memory [9110-11.4-1]', { timeout: 20_000 }, async () => {
  const size = 6 * SIZE
  const before = residentKilobytes()
  const upload = await begin('length', size)
  await sendAll(upload, 'length', size)
  isWholeChallenge(await readToEnd(upload))
  const grown = residentKilobytes() - before
  assert.ok(grown < size / 1024 / 3, `memory grew by ${grown} KB`)
})

test('nothing of the refused bodies has reached the origin [9110-11.4-1]', async () => {
  await stage.settle()
  assert.equal(origin.connections.length, 0)
})

test('a client that sends for ever is let go [9112-9.6-2]', { timeout: 20_000 }, async (t) => {
  const impatient = await ProxyInProcess.start({ lingerTimeoutMs: 1000 })
  t.after(() => impatient.stop())
  const upload = await begin('chunked', SIZE, impatient.port)
  upload.on('error', () => {})
  const closed = new Promise((resolve) => upload.once('close', resolve))
  while (!upload.destroyed) await send(upload, chunk(PIECE))
  await closed
  const [entry] = impatient.entries
  assert.equal(entry?.outcome, 'challenged')
})

async function begin(framing: Framing, size: number, port = stage.proxy.port): Promise<Socket> {
  const upload = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  await once(upload, 'connect')
  upload.pause()
  const field = framing === 'length' ? `Content-Length: ${size}` : 'Transfer-Encoding: chunked'
  upload.write(
    `POST http://${origin.authority}/ HTTP/1.1\r\nHost: ${origin.authority}\r\n${field}\r\n\r\n`,
  )
  return upload
}

async function sendAll(upload: Socket, framing: Framing, size: number): Promise<void> {
  for (let sent = 0; sent < size; sent += PIECE.length) {
    await send(upload, framing === 'length' ? PIECE : chunk(PIECE))
  }
  upload.end(framing === 'length' ? '' : '0\r\n\r\n')
}

async function send(upload: Socket, piece: Uint8Array): Promise<void> {
  if (upload.write(piece) || upload.destroyed) return
  // Not `once`: it would reject where the connection fails, which is not for a sender to judge.
  await new Promise<void>((resolve) => {
    const goOn = () => {
      upload.off('drain', goOn).off('close', goOn)
      resolve()
    }
    upload.on('drain', goOn).on('close', goOn)
  })
}

function chunk(piece: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(`${piece.length.toString(16)}\r\n`),
    piece,
    Buffer.from('\r\n'),
  ])
}

/** Rejects when the connection is reset, which is what the tests are about. */
async function readToEnd(upload: Socket): Promise<string> {
  let text = ''
  upload.on('data', (piece: Buffer) => {
    text += piece.toString('latin1')
  })
  upload.resume()
  await finished(upload, { writable: false })
  upload.destroy()
  return text
}

function isWholeChallenge(response: string): void {
  const end = headEnd(response)
  assert.ok(end !== undefined, `no whole head: ${response}`)
  const head = response.slice(0, end)
  assert.equal(statusOf(head), 407)
  assert.equal(fieldValues(head, 'Proxy-Authenticate').length, 1)
  assert.deepEqual(fieldValues(head, 'Connection'), ['close'])
  assert.equal(response.length - end, Number(fieldValues(head, 'Content-Length')[0]))
}

function residentKilobytes(): number {
  const status = readFileSync(`/proc/${stage.proxy.child.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+([0-9]+) kB/.exec(status)?.[1])
}
