import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { PAC_LIMITS } from './pac-limits.ts'
import { createScriptThread, type ScriptThread } from './script-thread.ts'

const WORLD = { nowMs: 0, addresses: new Map(), ownAddresses: [] }

function threadOf(t: TestContext, body: string): ScriptThread {
  const limits = { ...PAC_LIMITS, runTimeoutMs: 500 }
  const thread = createScriptThread(`function FindProxyForURL(url, host) { ${body} }`, limits)
  t.after(() => thread.close())
  return thread
}

test('many questions at a time get each their own answer', async (t) => {
  const thread = threadOf(t, "return 'PROXY ' + host")
  const hosts = Array.from({ length: 50 }, (_, i) => `h${i}`)
  const outcomes = await Promise.all(
    hosts.map((host) => thread.run(`http://${host}/`, host, WORLD)),
  )
  assert.deepEqual(
    outcomes,
    hosts.map((host) => ({ kind: 'answer', answer: `PROXY ${host}`, alerts: [] })),
  )
})

test('a script that does not end holds up neither this thread nor the next question', async (t) => {
  const thread = threadOf(t, "if (host === 'slow') for (;;); return 'DIRECT'")
  let turns = 0
  const counting = setInterval(() => turns++, 5)
  t.after(() => clearInterval(counting))
  const [slow, next] = await Promise.all([
    thread.run('http://slow/', 'slow', WORLD),
    thread.run('http://a/', 'a', WORLD),
  ])
  assert.equal(slow.kind === 'failed' && slow.code, 'SCRIPT_TIMEOUT')
  assert.equal(next.kind, 'answer')
  assert.ok(turns > 1)
})

test('a closed thread answers that it is', async (t) => {
  const thread = threadOf(t, "return 'DIRECT'")
  const waiting = thread.run('http://a/', 'a', WORLD)
  await thread.close()
  for (const outcome of [await waiting, await thread.run('http://a/', 'a', WORLD)]) {
    assert.equal(outcome.kind, 'failed')
  }
})
