import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Scope } from '../machine/scope.ts'
import { guessing, MIXED, serveMixed, standingsOf } from './guessing.ts'

test('a proxy that looks users up before it hashes is found out', async (t) => {
  const server = http.createServer((request, response) => {
    const [, value = ''] = (request.headers['proxy-authorization'] ?? '').split(' ')
    const isKnown = Buffer.from(value, 'base64').toString().startsWith('known')
    setTimeout(() => response.writeHead(407).end(), isKnown ? 40 : 0)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => void server.close())
  const kinds = [
    { name: 'nobody', users: ['nobody'] },
    { name: 'known', users: ['known'] },
  ]
  const [[name, standing] = []] = await standingsOf(
    (server.address() as AddressInfo).port,
    kinds,
    20,
  )
  assert.equal(name, 'known')
  assert.ok((standing?.values['certainMicros'] ?? 0) > 2_000, JSON.stringify(standing?.values))
})

test('the format of a password in a file makes no gross difference', async (t) => {
  const scope = new Scope()
  t.after(() => scope.close())
  const port = await serveMixed(scope)
  let gross: object[] = []
  // A difference that is there is there each time; one that a busy machine makes is not.
  for (let times = 0; times < 3; times++) {
    const standings = await standingsOf(port, MIXED, 60)
    assert.equal(standings.length, 4)
    gross = standings.filter(([, { values }]) => {
      const share = (values['differenceMicros'] ?? 0) / 1000 / (values['medianMs'] ?? 0)
      return !(Math.abs(share) < 0.4)
    })
    if (gross.length === 0) break
  }
  assert.deepEqual(gross, [])
})

test('names of all kinds have one length, and it is run only when it is asked for', () => {
  const lengths = MIXED.flatMap(({ users }) => users.map((user) => user.length))
  assert.equal(new Set(lengths).size, 1)
  assert.equal(guessing.isAskedFor, true)
})
