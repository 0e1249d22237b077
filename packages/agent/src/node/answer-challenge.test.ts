import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALICE_BASIC, aHop } from '../testing/a-hop.ts'
import {
  type Accepted,
  ASKS_BASIC,
  LETS_THROUGH,
  startScripted,
} from '../testing/scripted-proxy.ts'
import { openTunnel } from './tunnel.ts'

for (const isOpen of [true, false]) {
  test(`after refusals of several sites a new one is ${isOpen ? 'reached all the same' : 'not tried when the password is wrong'}`, async (t) => {
    let letsIn = true
    const proxy = await startScripted(t, async (client: Accepted) => {
      for (let head = await client.head(); head; head = await client.head()) {
        const isIn = letsIn && head.includes(ALICE_BASIC) && !head.startsWith('CONNECT barred')
        client.send(isIn ? LETS_THROUGH : ASKS_BASIC)
      }
    })
    const hop = aHop(proxy.port)
    const open = async (host: string) => {
      const tunnel = await openTunnel(hop, `${host}:443`)
      t.after(() => tunnel.destroy())
    }
    await open('good.example')
    for (const host of ['barred1.example', 'barred2.example']) await assert.rejects(open(host))
    letsIn = isOpen
    const before = proxy.heads.filter((head) => head.includes(ALICE_BASIC)).length
    const asked = Promise.allSettled(['new1.example', 'new2.example'].map(open))
    const expected = isOpen ? 'fulfilled' : 'rejected'
    assert.deepEqual(
      (await asked).map(({ status }) => status),
      [expected, expected],
    )
    const sent = proxy.heads.filter((head) => head.includes(ALICE_BASIC)).length - before
    assert.equal(sent, isOpen ? 3 : 1)
    assert.equal(hop.recheck, undefined)
  })
}
