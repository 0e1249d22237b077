import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Verdict } from '@hopwise/auth'
import { Retirable } from './retirable.ts'
import { asked } from './testing/a-composing.ts'

const RIGHT: Verdict = { kind: 'accepted', user: 'a', scheme: 'basic' }

test('verdicts pass as they are, at once where they are there at once', () => {
  const retirable = new Retirable({ challenges: () => ['x'], authenticate: () => RIGHT })
  assert.equal(retirable.authenticate([], asked()), RIGHT)
  assert.deepEqual(retirable.challenges(), ['x'])
})

test('nobody uses it any more when the last verdict is there, however it ended', async () => {
  const waiting: PromiseWithResolvers<Verdict>[] = []
  const retirable = new Retirable({
    challenges: () => [],
    authenticate: () => {
      const one = Promise.withResolvers<Verdict>()
      waiting.push(one)
      return one.promise
    },
  })
  const verdicts = [retirable.authenticate([], asked()), retirable.authenticate([], asked())]
  let isUnused = false
  const unused = retirable.whenUnused().then(() => {
    isUnused = true
  })
  waiting[0]?.resolve(RIGHT)
  assert.equal(await verdicts[0], RIGHT)
  assert.equal(isUnused, false)
  waiting[1]?.reject(new Error('down'))
  await assert.rejects(Promise.resolve(verdicts[1]), /down/)
  await unused
})

test('who asks nobody can go at once', async () => {
  await new Retirable({ challenges: () => [], authenticate: () => RIGHT }).whenUnused()
})
