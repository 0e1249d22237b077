import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import {
  type Dispatcher,
  getGlobalDispatcher,
  request,
  setGlobalDispatcher,
  fetch as undiciFetch,
} from 'undici'
import { ProxyFault } from '../core/proxy-fault.ts'
import { startHonest } from '../testing/honest-proxy.ts'
import { startOrigin } from '../testing/origin.ts'
import { startScripted } from '../testing/scripted-proxy.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { createDispatcher, type DispatcherOptions, useGlobally } from './dispatcher.ts'
import { proxyFaultOf } from './proxy-fault-of.ts'

const run = promisify(execFile)

// Credentials that a program wrote must not get anywhere.
const STOLEN = { 'Proxy-Authorization': 'Basic c3RvbGVu' }

type Fetch = (url: string, init: object) => Promise<Response>
const FETCHES: readonly [name: string, fetch: Fetch][] = [
  ['fetch of Node', fetch as Fetch],
  ['fetch of undici', undiciFetch as unknown as Fetch],
]

for (const [name, fetching] of FETCHES) {
  test(`${name}: plain http in absolute-form, with content`, async (t) => {
    const { origin, proxy, dispatcher } = await stage(t)
    const send = (body: string) =>
      fetching(`${origin.url}/a?b`, { dispatcher, method: 'POST', body })
    assert.equal(await (await send('one')).text(), 'one')
    assert.equal(await (await send('two')).text(), 'two')
    assert.deepEqual(
      proxy.requests.map((line) => line.split(' ')[1]),
      Array(3).fill(`${origin.url}/a?b`),
    )
    assert.equal(origin.requests[0]?.url, '/a?b')
  })

  test(`${name}: https through a tunnel that is asked for once`, async (t) => {
    const { origin, proxy, dispatcher } = await stage(t, 'https')
    const response = await fetching(origin.url, { dispatcher, method: 'PUT', body: 'hello' })
    assert.equal(await response.text(), 'hello')
    // undici frees a connection a little later than it gives the end of its response.
    await new Promise((resolve) => setImmediate(resolve))
    await (await fetching(origin.url, { dispatcher })).text()
    assert.equal(proxy.requests.length, 2)
    assert.match(proxy.requests[1]!, /^CONNECT 127\.0\.0\.1:\d+ Basic /)
  })

  test(`${name}: what the proxy refuses is the cause, with all it said`, async (t) => {
    for (const scheme of ['http', 'https'] as const) {
      const { origin, dispatcher } = await stage(t, scheme, 'bob:wrong@')
      const error = await fetching(origin.url, { dispatcher }).catch((reason: unknown) => reason)
      const fault = (error as Error).cause
      assert.ok(fault instanceof ProxyFault, String(fault))
      assert.equal(fault.code, 'CREDENTIALS_REJECTED')
      assert.deepEqual([fault.status, fault.challenges.length > 0], [407, true])
    }
  })

  test(`${name}: content that is streamed and can be read once`, async (t) => {
    const { origin, dispatcher } = await stage(t)
    const body = new ReadableStream({
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode('streamed'))
        controller.close()
      },
    })
    const init = { dispatcher, method: 'POST', body, duplex: 'half' }
    assert.equal(await (await fetching(origin.url, init)).text(), 'streamed')
  })

  test(`${name}: a signal ends it`, async (t) => {
    const controller = new AbortController()
    const { origin, dispatcher } = await stage(t, 'http', undefined, () => controller.abort())
    const aborted = fetching(origin.url, { dispatcher, signal: controller.signal })
    await assert.rejects(aborted, { name: 'AbortError' })
  })

  test(`${name}: no origin gets credentials for the proxy, and no redirect does`, async (t) => {
    const last = await startOrigin(t)
    for (const scheme of ['http', 'https'] as const) {
      const { origin, dispatcher } = await stage(t, scheme, undefined, (_, response) => {
        response.writeHead(302, { location: last.url }).end()
      })
      const response = await fetching(origin.url, { dispatcher, headers: STOLEN })
      assert.equal(response.status, 200)
      for (const { fields } of [...origin.requests, ...last.requests]) {
        assert.doesNotMatch(fields, /proxy-authorization|basic/)
      }
    }
    assert.equal(last.requests.length, 2)
  })
}

test('what needs no proxy goes direct, without credentials that were meant for one', async (t) => {
  const { origin, proxy, dispatcher } = await stage(t, 'http', undefined, undefined, {
    noProxy: '127.0.0.1',
  })
  const { body } = await request(origin.url, { dispatcher, headers: STOLEN })
  await body.dump()
  assert.equal(proxy.requests.length, 0)
  assert.doesNotMatch(origin.requests[0]!.fields, /proxy-authorization/)
})

test('many at once try unproven credentials once', async (t) => {
  const { origin, proxy, dispatcher } = await stage(t, 'http', 'bob:wrong@')
  const all = await Promise.allSettled(
    Array.from({ length: 10 }, () => request(origin.url, { dispatcher })),
  )
  assert.ok(all.every(({ status }) => status === 'rejected'))
  assert.equal(proxy.requests.filter((line) => !line.endsWith(' -')).length, 1)
})

test('TLS to the proxy, and TLS through it', async (t) => {
  const tls = selfSigned(t)
  const proxy = await startHonest(t, tls)
  for (const scheme of ['http', 'https'] as const) {
    const origin = await startOrigin(t, undefined, scheme === 'https' ? tls : undefined)
    const dispatcher = createDispatcher({
      proxy: `https://alice:opensesame@127.0.0.1:${proxy.port}`,
      proxyTls: { ca: tls.cert },
      tls: { ca: tls.cert },
    })
    t.after(() => dispatcher.destroy())
    const { body } = await request(origin.url, { dispatcher, method: 'POST', body: 'hello' })
    assert.equal(await body.text(), 'hello')
  }
})

test('a proxy whose certificate nobody trusts is not given anything', async (t) => {
  const proxy = await startHonest(t, selfSigned(t))
  const dispatcher = createDispatcher({ proxy: `https://a:b@127.0.0.1:${proxy.port}` })
  t.after(() => dispatcher.destroy())
  const error = await request('http://origin.example/', { dispatcher }).catch((e: unknown) => e)
  assert.ok(error instanceof ProxyFault)
  assert.deepEqual([error.code, proxy.requests.length], ['TLS_FAILED', 0])
})

test('one call makes it everybody\u2019s', async (t) => {
  const before = getGlobalDispatcher()
  const { origin, proxy } = await stage(t)
  const dispatcher = useGlobally({ proxy: `http://alice:opensesame@127.0.0.1:${proxy.port}` })
  t.after(() => {
    setGlobalDispatcher(before)
    return dispatcher.destroy()
  })
  await (await fetch(origin.url)).text()
  await (await undiciFetch(origin.url)).text()
  assert.equal(proxy.requests.length, 3)
})

for (const [name, fetching] of FETCHES) {
  for (const proxyScheme of ['http', 'https', 'socks5'] as const) {
    for (const init of [{}, { method: 'POST', body: 'hello' }]) {
      const how = `${proxyScheme}, with ${'body' in init ? '' : 'no '}content`
      test(`${name}: who is given up takes what is being opened with it: ${how}`, async (t) => {
        const aborting = new AbortController()
        const ended = Promise.withResolvers<void>()
        const silent = await startScripted(t, async ({ socket }) => {
          await once(socket, 'data')
          const closed = once(socket, 'close')
          aborting.abort()
          await closed
          ended.resolve()
        })
        const dispatcher = createDispatcher({ proxy: `${proxyScheme}://127.0.0.1:${silent.port}` })
        t.after(() => dispatcher.destroy())
        const { signal } = aborting
        const asking = fetching('https://origin.example/', { dispatcher, signal, ...init })
        await assert.rejects(asking, { name: 'AbortError' })
        await ended.promise
        assert.equal(silent.connections, 1)
      })
    }
  }
}

test('a connection to the proxy that plain http would share ends, too', async (t) => {
  const aborting = new AbortController()
  const ended = Promise.withResolvers<void>()
  const silent = await startScripted(t, async ({ socket }) => {
    await once(socket, 'data')
    aborting.abort()
    await once(socket, 'close')
    ended.resolve()
  })
  const dispatcher = createDispatcher({ proxy: `https://127.0.0.1:${silent.port}` })
  t.after(() => dispatcher.destroy())
  const { signal } = aborting
  const asking = request('http://origin.example/', { dispatcher, signal })
  await assert.rejects(asking, { name: 'AbortError' })
  await ended.promise
})

test('who is given up takes nothing with it that others wait for', async (t) => {
  const aborting = new AbortController()
  const proxy = await startScripted(t, async (client) => {
    if (client.number > 0) return
    await client.head()
    aborting.abort()
    await assert.rejects(first, { name: 'AbortError' })
    client.socket.end('HTTP/1.1 403 No\r\n\r\n')
  })
  const dispatcher = createDispatcher({
    proxy: `http://127.0.0.1:${proxy.port}`,
    undici: { connections: 1 },
  })
  t.after(() => dispatcher.destroy())
  const { signal } = aborting
  const first = fetch('https://origin.example/', { dispatcher, signal } as object)
  const second = fetch('https://origin.example/', { dispatcher } as object)
  const error = await second.catch((reason: unknown) => reason)
  assert.equal(proxyFaultOf(error)?.status, 403)
  assert.equal(proxy.connections, 1)
})

for (const init of [{}, { method: 'POST', body: 'hello' }]) {
  const how = 'body' in init ? 'the long way' : 'the short way'
  test(`a proxy that answers plain http with nothing is named when undici stops waiting: ${how}`, async (t) => {
    const silent = await startScripted(t, async (client) => void (await client.head()))
    const dispatcher = createDispatcher({
      proxy: `http://127.0.0.1:${silent.port}`,
      undici: { headersTimeout: 50 },
    })
    t.after(() => dispatcher.destroy())
    const asking = fetch('http://origin.example/a', { dispatcher, ...init } as object)
    const fault = proxyFaultOf(await asking.catch((reason: unknown) => reason))
    assert.deepEqual(
      [fault?.code, fault?.party, fault?.phase, fault?.target],
      ['RESPONSE_TIMEOUT', 'next-hop', 'forward', 'http://origin.example/a'],
    )
    assert.ok(fault?.message.includes(`http://127.0.0.1:${silent.port} did not begin to answer`))
  })
}

test('a program whose last request is given up ends', async (t) => {
  const silent = await startScripted(t, async (client) => void (await client.head()))
  const program = `
    import { createDispatcher } from ${JSON.stringify(import.meta.resolve('./dispatcher.ts'))}
    const dispatcher = createDispatcher({ proxy: 'http://127.0.0.1:${silent.port}' })
    const signal = AbortSignal.timeout(50)
    await fetch('https://origin.example/', { dispatcher, signal }).catch((error) => console.log(error.name))
  `
  const args = ['--input-type=module', '--eval', program]
  // Far less than a proxy has for its answer.
  const { stdout } = await run(process.execPath, args, { timeout: 20_000 })
  assert.equal(stdout, 'TimeoutError\n')
})

for (const scheme of ['http', 'https', 'socks5'] as const) {
  test(`what is being opened by ${scheme} ends with the dispatcher`, async (t) => {
    const silent = await startScripted(t, async ({ socket }) => {
      const [octet] = await once(socket, 'data')
      assert.ok(octet.length > 0)
      const closed = once(socket, 'close')
      void dispatcher.destroy()
      await closed
      ended.resolve()
    })
    const ended = Promise.withResolvers<void>()
    const dispatcher = createDispatcher({ proxy: `${scheme}://127.0.0.1:${silent.port}` })
    await assert.rejects(fetch('https://origin.example/', { dispatcher } as object), TypeError)
    await ended.promise
  })
}

test('TLS that an origin does not answer ends with the dispatcher', async (t) => {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send('HTTP/1.1 200 OK\r\n\r\n')
    await once(client.socket, 'data')
    const closed = once(client.socket, 'close')
    void dispatcher.destroy()
    await closed
    ended.resolve()
  })
  const ended = Promise.withResolvers<void>()
  const dispatcher = createDispatcher({ proxy: `http://127.0.0.1:${proxy.port}` })
  await assert.rejects(fetch('https://origin.example/', { dispatcher } as object), /fetch failed/)
  await ended.promise
})

test('an address that is none is a mistake that is said at once', () => {
  assert.throws(
    () => createDispatcher({ proxy: 'socks4://secret@proxy' }),
    (error: Error) => {
      return /socks-version-unsupported/.test(error.message) && !/secret/.test(error.message)
    },
  )
})

async function stage(
  t: TestContext,
  scheme: 'http' | 'https' = 'http',
  userinfo = 'alice:opensesame@',
  answer?: Parameters<typeof startOrigin>[1],
  options: DispatcherOptions = {},
) {
  const tls = scheme === 'https' ? selfSigned(t) : undefined
  const origin = await startOrigin(t, answer, tls)
  const proxy = await startHonest(t)
  const dispatcher: Dispatcher = createDispatcher({
    proxy: `http://${userinfo}127.0.0.1:${proxy.port}`,
    ...(tls && { tls: { ca: tls.cert } }),
    ...options,
  })
  t.after(() => dispatcher.destroy())
  return { origin, proxy, dispatcher }
}
