import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { aComposing } from '../testing/a-composing.ts'
import { openStore } from './open-store.ts'

const SCRIPT =
  '#!/bin/sh\nwhile read -r user rest; do [ "$user" = max ] && echo OK || echo ERR; done\n'

test('a program beside the configuration is asked', async (t) => {
  const { composing, directory } = aComposing(
    t,
    'stores: { a: { kind: helper, command: [./ask] } }',
    {
      ask: SCRIPT,
    },
  )
  chmodSync(join(directory, 'ask'), 0o700)
  const { passwords } = await openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  assert.equal((await passwords?.check('max', new Secret('x')))?.kind, 'right')
  assert.equal((await passwords?.check('bob', new Secret('x')))?.kind, 'wrong-password')
})

test('a program that is not there is an error with its place', async (t) => {
  const { composing } = aComposing(t, 'stores: { a: { kind: helper, command: [./ask] } }')
  const failing = openStore(composing.config.stores['a']!, ['stores', 'a'], composing)
  await assert.rejects(failing, { name: 'Unusable', path: ['stores', 'a'] })
})
