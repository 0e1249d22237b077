import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultOf } from '../../testing/fault-of.ts'
import { Written } from './written.ts'
import { readWrittenRequest } from './written-request.ts'

const PROXY = 'http://proxy.example:3128'

test('a request is read in pieces, and what stands behind its head stays', async () => {
  const written = writtenBy('POST /a HTTP/1.1\r\nHo', 'st: o\r\nContent-Length: 4\r\n\r\nab', 'cd')
  const request = await readWrittenRequest(written, PROXY)
  assert.deepEqual([request?.head.method, request?.head.target], ['POST', '/a'])
  assert.deepEqual(request?.framing, { kind: 'length', bytes: 4 })
  const text = async () => Buffer.from((await written.read()) ?? []).toString()
  assert.deepEqual([await text(), await text()], ['ab', 'cd'])
})

test('a program that ends first has written none', async () => {
  const written = writtenBy('GET /a HTT')
  written.end()
  assert.equal(await readWrittenRequest(written, PROXY), undefined)
})

test('what is no request, or has no certain end, is the program\u2019s mistake', async () => {
  const fields = 'Content-Length: 1\r\nContent-Length: 2'
  for (const text of ['GET\r\n\r\n', `GET / HTTP/1.1\r\nHost: o\r\n${fields}\r\n\r\n`]) {
    const fault = await faultOf(readWrittenRequest(writtenBy(text), PROXY))
    assert.deepEqual([fault.code, fault.party, fault.proxy], ['REQUEST_MALFORMED', 'client', PROXY])
  }
})

function writtenBy(...pieces: readonly string[]): Written {
  const written = new Written()
  for (const piece of pieces) written.add(Buffer.from(piece), () => undefined)
  return written
}
