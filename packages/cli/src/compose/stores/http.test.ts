import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { aComposing } from '../testing/a-composing.ts'
import { openStore } from './open-store.ts'

test('a service is asked, with the fields that are configured', async (t) => {
  const server = createServer((request, response) => {
    response.statusCode = request.headers['x-shared'] === 'hunter2' ? 200 : 500
    response.setHeader('X-Groups', 'staff')
    response.end()
  }).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { composing } = aComposing(
    t,
    `stores:\n  a:\n    kind: http\n    url: http://127.0.0.1:${port}/\n    fields: { X-Shared: { file: s } }\n    answerFields: { groups: X-Groups }\n`,
    { s: 'hunter2\n' },
  )
  const { passwords } = await openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  const check = await passwords?.check('max', new Secret('x'))
  assert.ok(check?.kind === 'right', check?.kind)
  assert.deepEqual(check.groups, ['staff'])
})

test('a secret that is not there is about its field', async (t) => {
  const text =
    'stores: { a: { kind: http, url: "http://127.0.0.1:1/", fields: { X-A: { env: NONE } } } }'
  const { composing } = aComposing(t, text)
  const failing = openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  await assert.rejects(failing, { path: ['stores', 'a', 'fields', 'X-A'] })
})
