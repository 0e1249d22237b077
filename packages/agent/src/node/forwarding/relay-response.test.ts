import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProxyFault } from '../../core/proxy-fault.ts'
import { forwardingStage } from '../../testing/forwarding-stage.ts'

test('a response that breaks off, or is ambiguous, is a fault', async (t) => {
  for (const [text, code] of [
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', 'NEXT_HOP_CLOSED'],
    [
      'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n',
      'RESPONSE_MALFORMED',
    ],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'RESPONSE_MALFORMED'],
  ] as const) {
    const { ask } = await forwardingStage(t, async (client) => {
      await client.head()
      client.socket.end(text)
    })
    const fault = await ask('POST').catch((error: unknown) => error)
    assert.ok(fault instanceof ProxyFault)
    assert.equal(fault.code, code)
  }
})
