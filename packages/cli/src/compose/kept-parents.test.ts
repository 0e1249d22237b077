import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAsker } from '@hopwise/auth'
import { TOOLS } from '@hopwise/auth/node'
import { Parent } from '@hopwise/proxy'
import { keptParents } from './kept-parents.ts'

const make = () =>
  new Parent({
    name: 'corp',
    address: { scheme: 'http', host: 'a', port: 1 },
    credentials: {
      kind: 'own',
      asker: createAsker({ tools: TOOLS }),
      answers: {
        'find-login': () => undefined,
        'find-token': () => undefined,
        'initiate-context': () => ({ kind: 'declined', detail: 'none' }),
      },
    },
  })

test('a parent is the same one as long as the same is said of it', () => {
  const keep = keptParents()
  const first = keep('corp', 'a', make)
  assert.equal(keep('corp', 'a', make), first)
  assert.notEqual(keep('spare', 'a', make), first)
  const changed = keep('corp', 'b', make)
  assert.notEqual(changed, first)
  assert.equal(keep('corp', 'b', make), changed)
})
