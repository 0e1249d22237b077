import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anEntry } from '../testing/entries.ts'
import { type SceneOptions, scene } from '../testing/scene.ts'
import { exchangeFormat, type LogFormat } from './exchange-format.ts'

const ENTRY = anEntry({ target: 'http://example.com/' })
const TERMINAL: SceneOptions = { isTty: true, columns: 100 }

test('without a choice a terminal gets lines for people, everything else JSON', () => {
  assert.match(
    formatted(undefined, TERMINAL) ?? '',
    /^12:00:00 .*200.* GET +alice .* example\.com\/$/,
  )
  assert.equal(formatted(undefined, {}), '{json}')
})

test('every format can be chosen, wherever it goes', () => {
  assert.equal(formatted('json', TERMINAL), '{json}')
  assert.match(
    formatted('common', {}) ?? '',
    /^192\.0\.2\.1 - alice \[21\/Nov\/2026:12:00:00 \+0000\] "GET /,
  )
  assert.match(formatted('combined', {}) ?? '', /1250 "-" "curl\/8"$/)
  assert.match(formatted('pretty', {}) ?? '', /^12:00:00 200 GET/)
  assert.equal(formatted('none', TERMINAL), undefined)
})

test('a line fits the terminal, and colours are for those who want them', () => {
  const narrow = formatted('pretty', { ...TERMINAL, columns: 60, env: { NO_COLOR: '1' } })
  assert.ok((narrow?.length ?? 0) <= 60, narrow)
  assert.ok(!narrow?.includes('\x1b'))
  assert.ok(formatted('pretty', TERMINAL)?.includes('\x1b[32m200'))
})

function formatted(chosen: LogFormat | undefined, options: SceneOptions): string | undefined {
  const line = exchangeFormat(chosen, scene(options).surroundings)?.(ENTRY, Buffer.from('{json}'))
  return line?.toString()
}
