import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLines } from './file-lines.ts'

test('lines are given without the white space around them, comments and blank lines are not', () => {
  const { lines, problems } = read('a\r\n\n  b \n# c\n#d\ne')
  assert.deepEqual(lines, ['a', 'b', 'e'])
  assert.deepEqual(problems, [])
})

test('what is wrong with a line is reported with its number', () => {
  const { problems } = read('a\nbad\n\nbad')
  assert.deepEqual(problems, [
    { kind: 'bad', line: 2 },
    { kind: 'bad', line: 4 },
  ])
})

test('a byte order mark is reported and is no part of the line', () => {
  const { lines, problems } = read('\ufeffa\nb')
  assert.deepEqual(lines, ['a', 'b'])
  assert.deepEqual(problems, [{ kind: 'byte-order-mark', line: 1 }])
})

test('a line too long or not UTF-8 is left out, the others are read', () => {
  const octets = new Uint8Array([0x61, 0x0a, 0xff, 0x0a, ...Array(11).fill(0x62), 0x0a, 0x63])
  const { lines, problems } = readOctets(octets)
  assert.deepEqual(lines, ['a', 'c'])
  assert.deepEqual(problems, [
    { kind: 'line-not-utf8', line: 2 },
    { kind: 'line-too-long', line: 3 },
  ])
})

test('no line of a file with NUL is read', () => {
  const { lines, problems } = read('a\nb\0\nc')
  assert.deepEqual(lines, [])
  assert.deepEqual(problems, [{ kind: 'not-text', line: 2 }])
})

test('after a hundred problems one says that there are more', () => {
  const { problems } = read('bad\n'.repeat(1000))
  assert.equal(problems.length, 101)
  assert.deepEqual(problems.at(-1), { kind: 'too-many-problems', line: 101 })
})

function read(text: string) {
  return readOctets(new TextEncoder().encode(text))
}

function readOctets(octets: Uint8Array) {
  const lines: string[] = []
  const problems = readLines(octets, 10, (line) => {
    if (line === 'bad') return { kind: 'bad' }
    lines.push(line)
    return undefined
  })
  return { lines, problems }
}
