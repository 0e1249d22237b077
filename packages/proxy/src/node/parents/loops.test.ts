import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { ParentChain } from '../../core/parents/routing.ts'
import { closedPort } from '../../testing/closed-port.ts'
import { asking, startOrigin, talk } from '../../testing/loopback.ts'
import { aParent, type Child, chainOf, startChild } from '../../testing/parents.ts'
import { connecting } from '../../testing/start-engine.ts'

// Whatever is configured, a request does not go round.

const REQUESTS = [
  asking('GET http://site.example/ HTTP/1.1', 'Connection: close'),
  connecting(443, 'site.example'),
] as const

for (const request of REQUESTS) {
  const [method] = request.split(' ')

  test(`${method}: two proxies that are each other’s parents`, async (t) => {
    const [one] = await ring(t, false)
    assert.match(await talk(t, one.port, request), /^HTTP\/1\.1 508 /)
    assert.ok(one.entries.length <= 2)
  })

  test(`${method}: the same with something between them that takes Via away`, async (t) => {
    const [one, two] = await ring(t, true)
    assert.match(await talk(t, one.port, request), /^HTTP\/1\.1 508 /)
    assert.ok(one.entries.length + two.entries.length <= 4)
  })

  for (const scheme of ['http', 'socks5'] as const) {
    test(`${method}: a proxy that is its own ${scheme} parent`, async (t) => {
      const way: { chain: ParentChain } = { chain: chainOf(aParent(await closedPort())) }
      const child = await startRouted(t, 'child', way)
      for (const host of ['127.0.0.1', 'localhost']) {
        way.chain = chainOf(aParent(child.port, { scheme, host }))
        assert.match(await talk(t, child.port, request), /^HTTP\/1\.1 508 /)
        assert.equal((await child.entry()).fault, 'ROUTE_LOOP')
      }
    })
  }
}

/** Two proxies, each with a way to the other. */
async function ring(t: TestContext, forgetsVia: boolean): Promise<readonly [Child, Child]> {
  const nowhere = chainOf(aParent(await closedPort()))
  const ways: readonly [{ chain: ParentChain }, { chain: ParentChain }] = [
    { chain: nowhere },
    { chain: nowhere },
  ]
  const one = await startRouted(t, 'one', ways[0])
  const two = await startRouted(t, 'two', ways[1])
  ways[0].chain = chainOf(aParent(await startBetween(t, two.port, forgetsVia)))
  ways[1].chain = chainOf(aParent(await startBetween(t, one.port, forgetsVia)))
  return [one, two]
}

function startRouted(t: TestContext, name: string, way: { chain: ParentChain }): Promise<Child> {
  const chain: ParentChain = {
    orDirect: false,
    get tiers() {
      return way.chain.tiers
    },
  }
  return startChild(t, chain, { name })
}

/** Passes heads on, with credentials for the proxy that is asked, and all octets back. */
async function startBetween(t: TestContext, port: number, forgetsVia: boolean): Promise<number> {
  const between = await startOrigin(t, (client: Socket) => {
    const proxy = connect(port, '127.0.0.1')
    t.after(() => proxy.destroy())
    proxy.on('error', () => client.destroy())
    client.on('data', (piece: Buffer) => {
      const head = piece.toString('latin1').replace('\r\n', '\r\nProxy-Authorization: Basic ok\r\n')
      proxy.write(forgetsVia ? head.replace(/^Via: .*\r\n/gim, '') : head, 'latin1')
    })
    proxy.pipe(client)
  })
  return between.port
}
