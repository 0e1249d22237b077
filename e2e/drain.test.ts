import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { makeCertificates } from './harness/certificates.ts'
import { assertJournal, relayed, tunnelled } from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { type StartedProxy, startProxy } from './harness/start-proxy.ts'
import { ALICE } from './harness/users.ts'

const skip = missing('curl', 'openssl')
const certificates = await makeCertificates(wholeFile)

for (const scheme of ['http', 'https'] as const) {
  const through = scheme === 'http' ? 'a relayed' : 'a tunnelled'
  test(`on SIGTERM ${through} download in progress completes, then the proxy ends with 0`, {
    skip,
  }, async (t) => {
    const scope = scopeOf(t)
    const proxy = await startProxy(scope)
    const slow = slowly()
    const tls = scheme === 'https' ? certificates : undefined
    const origin = await startOrigin(scope, slow.answer, tls)
    const download = curl(proxy, origin.url)
    await slow.halfSent

    const ended = proxy.stop()
    await untilRefused(proxy.port)
    slow.sendRest()

    const ran = await download
    assert.equal(ran.code, 0, ran.stderr)
    assert.equal(ran.stdout, FIRST + REST)
    assert.equal(await ended, 0, proxy.stderr.text())
    await assertJournal(proxy, origin.port, [scheme === 'http' ? relayed() : tunnelled()])
  })
}

test('on SIGTERM an idle kept-alive connection does not hold the proxy up', async (t) => {
  const proxy = await startProxy(scopeOf(t))
  const socket = connect(proxy.port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.write('GET / HTTP/1.1\r\nHost: proxy\r\n\r\n')
  await once(socket, 'data')
  const closed = once(socket, 'close')
  socket.resume()
  assert.equal(await proxy.stop(), 0, proxy.stderr.text())
  await closed
})

const FIRST = 'x'.repeat(100_000)
const REST = 'y'.repeat(100_000)

/** An answer that stops half way until it is told to go on. */
function slowly(): { answer: RequestListener; halfSent: Promise<void>; sendRest: () => void } {
  const half = Promise.withResolvers<void>()
  const rest = Promise.withResolvers<void>()
  const answer: RequestListener = (_request, response) => {
    response.setHeader('content-length', FIRST.length + REST.length)
    response.write(FIRST, () => half.resolve())
    void rest.promise.then(() => response.end(REST))
  }
  return { answer, halfSent: half.promise, sendRest: rest.resolve }
}

function curl(proxy: StartedProxy, url: string): Promise<Ran> {
  const user = `${ALICE.user}:${ALICE.password}`
  const trust = ['--cacert', certificates.authority]
  return run('curl', ['-q', '-sS', '--proxy', proxy.url, '--proxy-user', user, ...trust, url])
}

/** Asks again and again whether the port still accepts; the test's own time limit is the limit. */
async function untilRefused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const accepted = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false)
    socket.destroy()
    if (!accepted) return
    await after(20)
  }
}
