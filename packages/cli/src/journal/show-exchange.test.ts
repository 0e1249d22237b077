import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalReader } from '@hopwise/store'
import { anEntry } from '../testing/entries.ts'
import { scene } from '../testing/scene.ts'
import { showExchange } from './show-exchange.ts'

const ENTRY = anEntry()

test('an id may be typed as it was heard', () => {
  const { surroundings, stdout } = scene()
  assert.equal(showExchange('3f9k t2qx oa7m', READER, {}, surroundings), 0)
  assert.match(stdout(), /^Exchange +3F9K-T2QX-0A7M\n/)
})

test('programs get the entry as it was written', () => {
  const { surroundings, stdout } = scene()
  showExchange(ENTRY.exchange, READER, { json: true }, surroundings)
  assert.deepEqual(JSON.parse(stdout()), ENTRY)
})

test('an unknown id and what is no id are told apart', () => {
  const { surroundings } = scene()
  assert.throws(() => showExchange('3F9K-T2QX-0000', READER, {}, surroundings), {
    exitCode: 1,
    message: /^There is no exchange 3F9K-T2QX-0000 in this journal/,
  })
  assert.throws(() => showExchange('yesterday', READER, {}, surroundings), {
    exitCode: 2,
    message: /"yesterday" is not the id of an exchange/,
  })
})

const READER: JournalReader = {
  read: () => [],
  missing: () => 0,
  find: (id) => (id === ENTRY.exchange ? ENTRY : undefined),
  close() {},
}
