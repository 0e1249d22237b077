import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { request } from 'undici'
import { ProxyFault } from '../core/proxy-fault.ts'
import { ALICE_BASIC } from '../testing/a-hop.ts'
import { type Accepted, ASKS_BASIC, response, startScripted } from '../testing/scripted-proxy.ts'
import { createDispatcher } from './dispatcher.ts'

const FINE = response('200 OK', [], 'fine')
/** More than is read of one so that its connection can go on. */
const PAGE = 'x'.repeat(200_000)
const DIGEST = 'Proxy-Authenticate: Digest realm="r", qop="auth"'

test('first requests, however many, are answered over connections of their own, and one tries the password', async (t) => {
  let trials = 0
  let isKnown = false
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      if (hasCredentials(head) && !isKnown) trials++
      if (hasCredentials(head)) await new Promise((resolve) => setImmediate(resolve))
      isKnown ||= hasCredentials(head)
      client.send(hasCredentials(head) ? FINE : ASKS_BASIC)
    }
  })
  const all = await Promise.all(Array.from({ length: 20 }, () => ask('POST', 'hello')))
  assert.deepEqual(new Set(all), new Set(['fine']))
  assert.equal(trials, 1)
  assert.equal(proxy.heads.length, 40)
  assert.equal(proxy.connections, 20)
})

test('who gives up while the password is tried by another is heard at once, and not sent again', async (t) => {
  const { promise: tried, resolve: isTried } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      if (hasCredentials(head)) {
        isTried()
        await released
      }
      client.send(hasCredentials(head) ? FINE : ASKS_BASIC)
    }
  })
  const first = ask('GET')
  await tried
  const aborting = new AbortController()
  const asked = proxy.heads.length
  const second = ask('GET', undefined, aborting.signal)
  while (proxy.heads.length === asked) await new Promise((resolve) => setImmediate(resolve))
  const reason = new Error('no more')
  aborting.abort(reason)
  await assert.rejects(second, (error) => error === reason)
  release()
  assert.equal(await first, 'fine')
  assert.equal(proxy.heads.length, asked + 1)
})

test('who gave up while waiting for a trial that came to nothing keeps nobody else waiting', async (t) => {
  const { promise: tried, resolve: isTried } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let isFirst = true
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      if (hasCredentials(head) && isFirst) {
        isFirst = false
        isTried()
        await released
        return void client.socket.destroy()
      }
      client.send(hasCredentials(head) ? FINE : ASKS_BASIC)
    }
  })
  const first = ask('POST', 'hello')
  await tried
  const aborting = new AbortController()
  const asked = proxy.heads.length
  const second = ask('GET', undefined, aborting.signal)
  while (proxy.heads.length === asked) await new Promise((resolve) => setImmediate(resolve))
  // Its 407 is with undici by the time that one more has been asked and answered.
  const third = ask('GET', undefined, AbortSignal.timeout(20_000))
  while (proxy.heads.length === asked + 1) await new Promise((resolve) => setImmediate(resolve))
  aborting.abort(new Error('no more'))
  await assert.rejects(second, /no more/)
  release()
  await assert.rejects(first, ProxyFault)
  assert.equal(await third, 'fine')
  assert.equal(await ask('GET', undefined, AbortSignal.timeout(20_000)), 'fine')
})

test('a 407 whose content has no end is left, and answered on another connection', async (t) => {
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      if (hasCredentials(head)) client.send(FINE)
      else client.send(response('407 No', [`Proxy-Authenticate: Basic realm="r"`], PAGE))
    }
  })
  assert.equal(await ask('POST', 'hello'), 'fine')
  assert.equal(proxy.connections, 2)
})

test('a scheme that signs a connection in goes the long way', async (t) => {
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      client.send(response('407 No', ['Proxy-Authenticate: NTLM']))
    }
  })
  const fault = await ask('GET').catch((error: unknown) => error)
  assert.ok(fault instanceof ProxyFault, String(fault))
  assert.ok(proxy.heads.some((head) => /^proxy-authorization: NTLM /im.test(head)))
})

test('a 407 to known credentials is not the program\u2019s: it is answered', async (t) => {
  let nonce = 1
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      if (head.includes(`nonce="n${nonce}"`)) client.send(FINE)
      else {
        const stale = head.includes('nonce=') ? ', stale=true' : ''
        client.send(response('407 No', [`${DIGEST}, nonce="n${nonce}"${stale}`], 'page'))
      }
    }
  })
  assert.equal(await ask('POST', 'hello'), 'fine')
  assert.equal(await ask('POST', 'hello'), 'fine')
  nonce = 2
  assert.equal(await ask('POST', 'hello'), 'fine')
  const before = proxy.heads.length
  assert.equal(await ask('POST', 'hello'), 'fine')
  assert.equal(proxy.heads.length, before + 1, 'the new nonce is known')
})

test('a password that is not right any more is spent once, and once to ask whose the refusal is; the fault says so', async (t) => {
  let isOpen = true
  const { ask, proxy } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      client.send(isOpen && hasCredentials(head) ? FINE : ASKS_BASIC)
    }
  })
  await ask('GET')
  await ask('GET')
  isOpen = false
  const before = proxy.heads.filter(hasCredentials).length
  for (let i = 0; i < 2; i++) {
    const fault = await ask('GET').catch((error: unknown) => error)
    assert.ok(fault instanceof ProxyFault && fault.code === 'CREDENTIALS_REJECTED', String(fault))
  }
  assert.equal(proxy.heads.filter(hasCredentials).length, before + 2)
  assert.match(proxy.heads.filter(hasCredentials).at(-1) ?? '', /^CONNECT /)
})

for (const [method, sees] of [
  ['GET', 'fine'],
  ['POST', 'an error'],
] as const) {
  test(`silence on a kept connection: a ${method} sees ${sees}`, async (t) => {
    let isClosing = false
    const { ask } = await stage(t, async (client) => {
      for (let head = await client.head(); head; head = await client.head()) {
        if (isClosing) {
          isClosing = false
          return void client.socket.destroy()
        }
        client.send(hasCredentials(head) ? FINE : ASKS_BASIC)
      }
    })
    await ask(method)
    await ask(method)
    isClosing = true
    const outcome = await ask(method).catch(() => 'an error')
    assert.equal(outcome, sees)
  })
}

test('a proxy that claims to know the password and does not is left', async (t) => {
  let isFalse = false
  const { ask } = await stage(t, async (client) => {
    for (let head = await client.head(); head; head = await client.head()) {
      const info = isFalse ? [`Proxy-Authentication-Info: rspauth="${'0'.repeat(32)}"`] : []
      const isIn = head.includes('nonce=')
      client.send(
        isIn ? response('200 OK', info, 'fine') : response('407 No', [`${DIGEST}, nonce="n"`]),
      )
    }
  })
  await ask('GET')
  isFalse = true
  const fault = await ask('GET').catch((error: unknown) => error)
  assert.ok(fault instanceof ProxyFault, String(fault))
  assert.equal(fault.code, 'PROXY_NOT_AUTHENTIC')
})

async function stage(t: TestContext, speak: (client: Accepted) => Promise<void>) {
  const proxy = await startScripted(t, speak)
  const dispatcher = createDispatcher({
    proxy: `http://alice:opensesame@127.0.0.1:${proxy.port}`,
  })
  t.after(() => dispatcher.destroy())
  const ask = async (
    method: 'GET' | 'POST',
    content?: string,
    signal?: AbortSignal,
  ): Promise<string> => {
    const body = content ?? null
    const more = signal ? { signal } : {}
    const answer = await request('http://origin.example/a', { dispatcher, method, body, ...more })
    const text = await answer.body.text()
    // undici frees a connection a little later than it gives the end of its response.
    await new Promise((resolve) => setImmediate(resolve))
    return text
  }
  return { proxy, ask }
}

function hasCredentials(head: string): boolean {
  return head.toLowerCase().includes(ALICE_BASIC.toLowerCase())
}
