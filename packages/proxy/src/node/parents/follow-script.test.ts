import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openAccess } from '../../core/access.ts'
import type { Parent } from '../../core/parents/parent.ts'
import type { NamedWay, ScriptAnswer, ScriptedWay } from '../../core/parents/way-script.ts'
import { ALICE, answering, startClient, startOrigin } from '../../testing/loopback.ts'
import { aParent, chainOf, startChild } from '../../testing/parents.ts'

const PAGE = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi'
const DIRECT: NamedWay = { kind: 'direct' }

test('a request goes to the parent that the script names, and the journal has both', async (t) => {
  const hop = await startOrigin(t, answering(PAGE))
  const parent = aParent(hop.port)
  const { child, asked } = await scripted(t, [parent], () => ways(at(parent)))
  assert.match(await send(t, child.port, 'GET http://a.test:81/x?token=1'), /\r\nhi$/)
  assert.deepEqual(asked, ['http://a.test:81/'])
  const { route, parent: name, script } = await child.entry()
  assert.deepEqual([route, name, script], ['parent', 'corp', 'http://wpad/wpad.dat'])
})

test('of a tunnel it is shown an https origin', async (t) => {
  const { child, asked } = await scripted(t, [], () => ({ kind: 'unusable', detail: 'no' }))
  assert.match(await send(t, child.port, 'CONNECT [2001:db8::1]:8443'), /^HTTP\/1\.1 502 /)
  assert.deepEqual(asked, ['https://[2001:db8::1]:8443/'])
})

test('the next way is taken where one leads nowhere, DIRECT among them', async (t) => {
  const origin = await startOrigin(t, answering(PAGE))
  const gone = aParent(1, { name: 'gone' })
  const to = `GET http://127.0.0.1:${origin.port}/`
  const first = await scripted(t, [gone], () => ways(at(gone), DIRECT))
  assert.match(await send(t, first.child.port, to), /\r\nhi$/)
  assert.deepEqual(pick(await first.child.entry()), ['direct', undefined])

  const hop = await startOrigin(t, answering(PAGE))
  const parent = aParent(hop.port)
  const second = await scripted(t, [parent], () => ways(DIRECT, at(parent)))
  // Nothing listens at port 1; a parent might know better.
  assert.match(await send(t, second.child.port, 'GET http://127.0.0.1:1/'), /\r\nhi$/)
  assert.deepEqual(pick(await second.child.entry()), ['parent', 'corp'])
  assert.match(await send(t, second.child.port, 'GET http://no.such.invalid/'), /\r\nhi$/)
})

test('content and tunnels take the next way, too', async (t) => {
  const heads: string[] = []
  const hop = await startOrigin(t, (socket) => {
    let seen = ''
    socket.on('data', (piece: Buffer) => {
      seen += piece.toString('latin1')
      if (!seen.startsWith('CONNECT') && !seen.endsWith('some content')) return
      heads.push(seen)
      socket.end(seen.startsWith('CONNECT') ? 'HTTP/1.1 200 OK\r\n\r\nhi' : PAGE)
    })
  })
  const parent = aParent(hop.port)
  const { child } = await scripted(t, [parent], () => ways(DIRECT, at(parent)))
  const posted = await send(t, child.port, 'POST http://127.0.0.1:1/', 'some content')
  assert.match(posted, /^HTTP\/1\.1 200 .*\r\nhi$/s)
  assert.match(await send(t, child.port, 'CONNECT 127.0.0.1:1'), /^HTTP\/1\.1 200 .*\r\nhi$/s)
  assert.equal(heads.length, 2)
  await child.entry()
  // A tunnel is written down when it has ended.
  assert.equal((await child.entry()).outcome, 'tunnelled')
  assert.equal(child.proxy.live.tunnels, 0)
})

test('what the egress guard forbids is not asked of a parent in its place', async (t) => {
  const hop = await startOrigin(t, answering(PAGE))
  const parent = aParent(hop.port)
  const answer = () => ways(DIRECT, at(parent))
  const { child } = await scripted(t, [parent], answer, { allowPrivate: false })
  assert.match(await send(t, child.port, 'GET http://10.0.0.1/'), /^HTTP\/1\.1 403 /)
  assert.equal(hop.accepted, 0)
})

for (const [kind, fault] of [
  ['unavailable', 'PAC_UNAVAILABLE'],
  ['unusable', 'PAC_UNUSABLE'],
] as const) {
  test(`a script that is ${kind} is a fault of that name, and nobody is asked`, async (t) => {
    const origin = await startOrigin(t, answering(PAGE))
    const { child } = await scripted(t, [], () => ({ kind, detail: 'it broke' }))
    const answer = await send(t, child.port, `GET http://127.0.0.1:${origin.port}/`)
    assert.match(answer, /^HTTP\/1\.1 502 /)
    const entry = await child.entry()
    assert.equal(entry.fault, fault)
    assert.equal(entry.detail, 'the PAC script http://wpad/wpad.dat: it broke')
    assert.equal(origin.accepted, 0)
  })
}

test('without a way the fallback is taken', async (t) => {
  const origin = await startOrigin(t, answering(PAGE))
  const broken = (): ScriptAnswer => ({ kind: 'unusable', detail: 'it broke' })
  const direct = await scripted(t, [], broken, undefined, 'direct')
  const to = `GET http://127.0.0.1:${origin.port}/`
  assert.match(await send(t, direct.child.port, to), /\r\nhi$/)
  const hop = await startOrigin(t, answering(PAGE))
  const tiers = [[{ parent: aParent(hop.port, { name: 'last' }), weight: 1 }]]
  const chain = await scripted(t, [], broken, undefined, { tiers, orDirect: false })
  assert.match(await send(t, chain.child.port, to), /\r\nhi$/)
  assert.deepEqual(pick(await chain.child.entry()), ['parent', 'last'])
})

async function scripted(
  t: TestContext,
  parents: readonly Parent[],
  answer: () => ScriptAnswer,
  egress = { allowPrivate: true },
  otherwise?: ScriptedWay['otherwise'],
) {
  const asked: string[] = []
  const way: ScriptedWay = {
    script: {
      name: 'http://wpad/wpad.dat',
      ask(url) {
        asked.push(url)
        return Promise.resolve(answer())
      },
    },
    parentAt: ({ port }) => parents.find(({ address }) => address.port === port),
    orDirect: false,
    otherwise,
  }
  const access = { ...openAccess(ALICE), routing: { choose: () => way } }
  return { child: await startChild(t, chainOf(), { egress, access }), asked }
}

async function send(t: TestContext, port: number, line: string, content = ''): Promise<string> {
  const client = await startClient(t, port)
  const length = content === '' ? [] : [`Content-Length: ${content.length}`]
  const fields = ['Host: a.test', 'Proxy-Authorization: Basic ok', 'Connection: close', ...length]
  client.send([`${line} HTTP/1.1`, ...fields, '', content].join('\r\n'))
  const answer = await client.rest()
  client.socket.destroy()
  return answer
}

function pick({ route, parent }: { readonly route?: unknown; readonly parent?: unknown }) {
  return [route, parent]
}

function ways(...named: readonly NamedWay[]): ScriptAnswer {
  return { kind: 'ways', ways: named }
}

function at({ address }: Parent): NamedWay {
  return { kind: 'proxy', address }
}
