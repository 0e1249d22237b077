import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openPac } from './open-pac.ts'

const HOSTS = `function FindProxyForURL(url, host) {
  if (host === 'fails.test') throw new Error('oh no')
  if (host === 'empty.test') return ''
  return 'PROXY p:1; DIRECT'
}`

async function opened(t: TestContext, source: string) {
  const told: string[] = []
  let nowMs = 0
  const pac = await openPac(source, {
    notify: (sentence) => void told.push(sentence),
    nowMs: () => nowMs,
  })
  t.after(() => pac.close())
  const later = (ms: number): void => {
    nowMs += ms
  }
  return { ...pac, ask: pac.script.ask, told, later }
}

test('what a script names are ways', async (t) => {
  const { ask, script } = await opened(t, data(HOSTS))
  assert.deepEqual(await ask('https://a.test/'), {
    kind: 'ways',
    ways: [{ kind: 'proxy', address: { scheme: 'http', host: 'p', port: 1 } }, { kind: 'direct' }],
  })
  assert.equal(script.name, 'the data URL')
})

test('a script that fails, or says nothing, is unusable; its operator hears of it for a while once', async (t) => {
  const { ask, told, later } = await opened(t, data(HOSTS))
  const failed = await ask('https://fails.test/')
  assert(failed.kind === 'unusable')
  assert.match(failed.detail, /oh no/)
  assert.equal((await ask('https://empty.test/')).kind, 'unusable')
  await ask('http://fails.test/')
  assert.equal(told.length, 2)
  assert.match(
    told[0] ?? '',
    /^PAC script the data URL: .*oh no.*, asked about https:\/\/fails\.test/,
  )
  later(600_000)
  await ask('http://fails.test:8080/')
  assert.equal(told.length, 3)
})

test('one that cannot be had is unavailable, and so is one that was closed', async (t) => {
  const { ask, told, close } = await opened(t, 'http://127.0.0.1:1/way.pac?token=1')
  const answer = await ask('https://a.test/')
  assert.deepEqual(answer, {
    kind: 'unavailable',
    detail: 'cannot be read: nothing listens there (ECONNREFUSED)',
  })
  assert.match(told.join(), /^PAC script: http:\/\/127\.0\.0\.1:1\/way\.pac cannot be read/)
  assert.doesNotMatch(told.join(), /token/)
  await close()
  assert.deepEqual(await ask('https://a.test/'), {
    kind: 'unavailable',
    detail: 'it is no longer in the configuration',
  })
})

test('who waits while it is closed is told the same', async (t) => {
  const { ask, close } = await opened(t, data('function FindProxyForURL() { for (;;); }'))
  const asked = ask('https://a.test/')
  await new Promise((resolve) => setImmediate(resolve))
  await close()
  assert.equal((await asked).kind, 'unavailable')
})

test('a host of which no URL can be made is not asked about', async (t) => {
  const { ask } = await opened(t, data(HOSTS))
  assert.equal((await ask('https://a b/')).kind, 'unusable')
})

function data(script: string): string {
  return `data:,${encodeURIComponent(script)}`
}
