import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { bulleted, dim, facts, numbered, paragraph, section, viewOf } from './layout.ts'

const NARROW = { columns: 30, colour: false }
const WIDE = { columns: 80, colour: false }
const COLOURED = { columns: 20, colour: true }

function output(columns: number | undefined, isTTY: boolean): PassThrough {
  return Object.assign(new PassThrough(), { isTTY, ...(columns !== undefined && { columns }) })
}

test('a pipe is plain and 80 wide, whatever the environment says', () => {
  assert.deepEqual(viewOf(output(undefined, false), { TERM: 'xterm' }), WIDE)
})

test('a terminal is as wide as it is, within what can be read', () => {
  const widths = [10, 60, 250].map((columns) => viewOf(output(columns, true), {}).columns)
  assert.deepEqual(widths, [30, 60, 100])
})

test('NO_COLOR takes the colour from a terminal', () => {
  assert.equal(viewOf(output(60, true), {}).colour, true)
  assert.equal(viewOf(output(60, true), { NO_COLOR: '1' }).colour, false)
})

test('the lines of an item stand under its text', () => {
  assert.deepEqual(numbered(['first of all things that can be', 'then'], NARROW), [
    '  1. first of all things that',
    '     can be',
    '  2. then',
  ])
  assert.deepEqual(bulleted(['first of all things that can be'], NARROW), [
    '  - first of all things that',
    '    can be',
  ])
})

test('labels stand beside their texts, or above them where it is too narrow', () => {
  const pairs = [
    ['Party', 'the client'],
    ['Who acts', 'nobody'],
  ] as const
  assert.deepEqual(facts(pairs, WIDE), ['Party      the client', 'Who acts   nobody'])
  assert.deepEqual(facts(pairs, NARROW), ['Party', '  the client', 'Who acts', '  nobody'])
})

test('a section without lines is not there', () => {
  assert.deepEqual(section('Fields', [], WIDE), [])
  assert.deepEqual(section('Fields', ['  Via'], WIDE), ['', 'Fields', '  Via'])
})

test('what is typed is coloured instead of quoted, also across lines', () => {
  assert.deepEqual(paragraph('run `curl -v http://PROXY now` twice', COLOURED), [
    'run \x1b[36mcurl -v\x1b[0m',
    '\x1b[36mhttp://PROXY now\x1b[0m',
    'twice',
  ])
  assert.deepEqual(paragraph('run `curl`', WIDE), ['run `curl`'])
})

test('blanks are not coloured', () => {
  assert.equal(dim('   ', COLOURED), '   ')
  assert.equal(dim('x', COLOURED), '\x1b[2mx\x1b[0m')
})
