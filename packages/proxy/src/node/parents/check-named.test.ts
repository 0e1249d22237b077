import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { forwardRequest } from '../../testing/heads.ts'
import { anEngine, aScene } from '../../testing/start-engine.ts'
import { checkNamed } from './check-named.ts'

const cases: readonly [string, string, string | undefined][] = [
  ['a name is the parent’s to resolve', 'intranet.corp', undefined],
  ['a public address passes', '93.184.215.14', undefined],
  ['a private address does not', '10.0.0.1', 'DESTINATION_FORBIDDEN'],
  ['nor the same in hexadecimal', '0x0a000001', 'DESTINATION_FORBIDDEN'],
  ['nor in IPv6', '[::ffff:10.0.0.1]', 'DESTINATION_FORBIDDEN'],
  ['nor an address of cloud credentials', '169.254.169.254', 'DESTINATION_FORBIDDEN'],
  ['nor the parent’s own machine', 'localhost', 'DESTINATION_FORBIDDEN'],
]
for (const [what, host, code] of cases) {
  test(`${what}: ${host}`, async (t) => {
    const { engine } = anEngine({ egress: { allowPrivate: false } })
    const { scene } = await aScene(t, engine)
    assert.equal(await codeOf(checkNamed(scene, request(host))), code)
  })
}

test('what a rule has resolved is classified, too', async (t) => {
  const { engine } = anEngine({ egress: { allowPrivate: false } })
  const { scene } = await aScene(t, engine)
  scene.exchange.addresses = ['10.0.0.1']
  assert.equal(await codeOf(checkNamed(scene, request('named.example'))), 'DESTINATION_FORBIDDEN')
  scene.exchange.allowPrivate = true
  assert.equal(await codeOf(checkNamed(scene, request('named.example'))), undefined)
})

test('our own address would be a loop; the parent’s localhost is not ours', async (t) => {
  const { engine } = anEngine()
  engine.listeners.add('127.0.0.1', 80)
  const { scene } = await aScene(t, engine)
  assert.equal(await codeOf(checkNamed(scene, request('127.0.0.1'))), 'ROUTE_LOOP')
  assert.equal(await codeOf(checkNamed(scene, request('localhost'))), undefined)
})

function request(host: string) {
  return forwardRequest(`GET http://${host}/ HTTP/1.1`)
}

async function codeOf(checked: Promise<void>): Promise<string | undefined> {
  try {
    await checked
    return undefined
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
}
