import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { field } from '@hopwise/http'
import { answerFrom } from './answer-from.ts'

test('what a proxy repeats of the credentials is hidden, wherever it stands', () => {
  const head = {
    status: 407,
    reasonPhrase: 'No: Bearer abcdef',
    minorVersion: 1,
    fields: [field('X-Echo', 'Bearer abcdef'), field('Via', '1.1 us')],
  } as const
  const content = { content: Buffer.from('abcdef \xe9', 'latin1'), isWhole: true }
  const answer = answerFrom(head, content, [new Secret('Bearer abcdef')])
  assert.equal(answer.reasonPhrase, 'No: [secret]')
  assert.deepEqual(
    answer.fields.map(({ value }) => value),
    ['[secret]', '1.1 us'],
  )
  assert.equal(Buffer.from(answer.content).toString('latin1'), '[secret] \xe9')
  assert.deepEqual([answer.status, answer.isWhole], [407, true])
})
