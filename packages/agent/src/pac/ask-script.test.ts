import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askScript } from './ask-script.ts'
import { Lookups } from './lookups.ts'
import { PAC_LIMITS } from './pac-limits.ts'
import { createScriptThread } from './script-thread.ts'
import { seenUrl } from './seen-url.ts'

async function ask(t: import('node:test').TestContext, body: string, namesMax = 3) {
  const asked: string[] = []
  const lookUp = (name: string) => {
    asked.push(name)
    return name === 'none' ? Promise.reject(new Error('ENOTFOUND')) : Promise.resolve(['10.0.0.7'])
  }
  const thread = createScriptThread(`function FindProxyForURL(url, host) { ${body} }`, PAC_LIMITS)
  t.after(() => thread.close())
  const lookups = new Lookups(lookUp, PAC_LIMITS, () => 0)
  const world = { lookups, ownAddresses: ['10.0.0.1'], nowMs: 0 }
  const outcome = await askScript(thread, seenUrl('http://origin.example/'), world, { namesMax })
  return { outcome, asked }
}

test('a script waits for names within callbacks, too', async (t) => {
  const { outcome, asked } = await ask(
    t,
    `return ['none', 'a', 'b'].filter(function (name) {
       return isInNet(name, '10.0.0.0', '255.0.0.0')
     }).join()`,
  )
  assert.deepEqual(outcome, { kind: 'answer', answer: 'a,b', alerts: [] })
  assert.deepEqual(asked, ['none', 'a', 'b'])
})

test('the same name in capitals is the same name', async (t) => {
  const { asked } = await ask(t, `return dnsResolve('a') + dnsResolve('A')`)
  assert.deepEqual(asked, ['a'])
})

test('names that JavaScript gives a meaning to have none', async (t) => {
  const { outcome } = await ask(t, `return dnsResolve('__proto__') + dnsResolve('constructor')`)
  assert.deepEqual(outcome, { kind: 'answer', answer: '10.0.0.710.0.0.7', alerts: [] })
})

test('a script that wants to know too many names is stopped', async (t) => {
  const { outcome, asked } = await ask(t, `for (var i = 0; ; i++) dnsResolve('name' + i)`)
  assert.equal(outcome.kind === 'failed' && outcome.code, 'TOO_MANY_NAMES')
  assert.equal(asked.length, 3)
})
