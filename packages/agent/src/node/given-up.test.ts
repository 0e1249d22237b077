import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import { test } from 'node:test'
import { givenUp } from './given-up.ts'

test('a request that is destroyed or aborted before it has a connection is given up', () => {
  const ways: ((request: http.ClientRequest, controller: AbortController) => void)[] = [
    (request) => void request.destroy(),
    (request) => void request.destroy(new Error('enough')),
    (_, controller) => controller.abort(),
  ]
  for (const giveUp of ways) {
    const controller = new AbortController()
    const request = http.request('http://origin.example/', {
      agent: new Waiting(),
      signal: controller.signal,
    })
    request.on('error', () => undefined)
    const signal = givenUp(request)
    assert.equal(signal.aborted, false)
    giveUp(request, controller)
    assert.equal(signal.aborted, true)
    assert.equal(request.destroyed, true)
  }
})

test('what the request was destroyed with is the reason', async () => {
  const request = http.request('http://origin.example/', { agent: new Waiting() })
  const signal = givenUp(request)
  const reason = new Error('enough')
  const aborted = once(signal, 'abort')
  request.on('error', () => undefined)
  assert.equal(request.destroy(reason), request)
  await aborted
  assert.equal(signal.reason, reason)
})

/** It never has a connection. */
class Waiting extends http.Agent {
  addRequest(): void {
    // Nothing comes of it.
  }
}
