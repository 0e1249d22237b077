import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellWidth, cutEnd, cutMiddle, padCells } from './cell-width.ts'

test('East Asian characters and pictures take two cells, combining marks none', () => {
  assert.equal(cellWidth('abc'), 3)
  assert.equal(cellWidth('日本'), 4)
  assert.equal(cellWidth('e\u0301'), 1)
  assert.equal(cellWidth('😀'), 2)
  assert.equal(cellWidth('Müller'), 6)
})

test('a text that fits is not cut', () => {
  assert.equal(cutEnd('abc', 3), 'abc')
  assert.equal(cutMiddle('abc', 3), 'abc')
})

test('a cut text says where it was cut', () => {
  assert.equal(cutEnd('abcdef', 4), 'abc…')
  assert.equal(cutMiddle('abcdefgh', 5), 'ab…gh')
  assert.equal(cutMiddle('abcdefgh', 2), 'a…')
})

test('no cut is wider than was asked for, wide characters included', () => {
  for (const text of ['abcdefgh', '日本語の名前', 'a日b本c語', '😀😀😀😀']) {
    for (let cells = 0; cells < 12; cells++) {
      assert.ok(cellWidth(cutEnd(text, cells)) <= cells, `${text} ${cells}`)
      assert.ok(cellWidth(cutMiddle(text, cells)) <= cells, `${text} ${cells}`)
    }
  }
})

test('padding counts cells, not characters', () => {
  assert.equal(padCells('日', 4), '日  ')
  assert.equal(padCells('abcdef', 4), 'abcdef')
})
