import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { FirstQuestion } from './first-question.ts'

const TARGET = 'http://hopwise-relay.invalid/'

function learnt(entry: Partial<Entry>): string | undefined {
  return new FirstQuestion().learnt({ target: TARGET, parent: 'corp:8080', ...entry } as Entry)
}

test('it goes to the relay as a request that nobody passes on, for a name that leads nowhere', async (t) => {
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
    asked.map(({ method, url, headers }) => [method, url, headers['max-forwards']]),
    [['OPTIONS', TARGET, '1']],
  )
})

test('a relay that is gone already is no error', async () => {
  const question = new FirstQuestion()
  await question.put({ host: '127.0.0.1', port: 1 })
  assert.equal(question.is({ target: TARGET } as Entry), false)
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

test('nothing is said of what is said elsewhere, or was no parent', () => {
  assert.equal(learnt({ fault: 'PARENT_UNREACHABLE', outcome: 'failed' }), undefined)
  assert.equal(learnt({ parent: undefined, outcome: 'failed' }), undefined)
})
