import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { FirstQuestion } from './first-question.ts'

const TARGET = 'http://hopwise-relay.invalid/'

function learnt(entry: Partial<Entry>): string | undefined {
  return new FirstQuestion().learnt({ target: TARGET, parent: 'corp:8080', ...entry } as Entry)
}

test('it goes to the relay as a request for a name that leads nowhere', async (t) => {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  await new FirstQuestion().put({ host: '127.0.0.1', port })
  assert.deepEqual(
    asked.map(({ method, url }) => [method, url]),
    [['HEAD', TARGET]],
  )
})

test('a relay that is gone already is no error', async () => {
  await new FirstQuestion().put({ host: '127.0.0.1', port: 1 })
})

test('who stops the relay does not wait for an answer', async (t) => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const question = new FirstQuestion()
  const put = question.put({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
  await once(server, 'request')
  question.withdraw()
  await put
  assert.equal(learnt({ fault: 'CLIENT_GONE', outcome: 'aborted' }), undefined)
})

test('a parent that takes its time is not waited for: requests wait for what it says of the password', async (t) => {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  await new FirstQuestion(50).put({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
  })
})

test('it is recognised once: what others ask for stands in the journal', () => {
  const question = new FirstQuestion()
  const entry = { target: TARGET, parent: 'corp:8080', outcome: 'relayed' } as Entry
  assert.equal(question.is({ ...entry, target: 'http://a.test/' }), false)
  assert.equal(question.is(entry), true)
  question.learnt(entry)
  assert.equal(question.is(entry), false)
})

test('any answer but a challenge means that the parent lets the relay in', () => {
  assert.match(learnt({ outcome: 'relayed' }) ?? '', /corp:8080 lets this relay in/)
  assert.match(learnt({ outcome: 'failed', fault: 'PARENT_REFUSED' }) ?? '', /lets this relay in/)
})

test('what has to be mended is said, with what to do', () => {
  const says = learnt({ fault: 'PARENT_CREDENTIALS_REJECTED', detail: '407 of corp' })
  assert.match(says ?? '', /^asked once: 407 of corp\. Nothing is sent again until/)
})

test('a 403 may have come before anybody looked who asks', () => {
  assert.equal(learnt({ outcome: 'relayed', status: 403 }), undefined)
})

test('nothing is said of what is said elsewhere, or was no parent', () => {
  assert.equal(learnt({ fault: 'PARENT_UNREACHABLE', outcome: 'failed' }), undefined)
  assert.equal(learnt({ parent: undefined, outcome: 'failed' }), undefined)
})
