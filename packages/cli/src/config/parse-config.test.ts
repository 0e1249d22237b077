import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseConfig } from './parse-config.ts'
import { problemsOf } from './testing/reading.ts'

test('an empty file is a configuration: everything has a default', () => {
  for (const text of ['', '# nothing', '{}', '---\n']) {
    const { config, problems } = parseConfig(text)
    assert.deepEqual(problems, [])
    assert.equal(config?.listeners[0]?.listen.port, 4070)
    assert.deepEqual(config?.authentication['default']?.schemes, ['basic'])
    assert.deepEqual(config?.stores, { own: { kind: 'users' } })
  }
})

test('everything that is wrong is told at once, in the order of the file', () => {
  const text = ['data: 3', 'listeners: []', 'egress: { allowPrivate: maybe }', 'limits: { x: 1 }']
  const lines = problemsOf(text.join('\n')).map((problem) =>
    problem.split(': ').slice(0, 2).join(' '),
  )
  assert.deepEqual(lines, [
    'f:1:7 data',
    'f:2:12 listeners',
    'f:3:25 egress.allowPrivate',
    'f:4:11 limits.x',
  ])
})

test('a warning does not take the configuration away', () => {
  const { config, problems } = parseConfig(
    'listeners: [{ listen: "a:1" }]\nauthentication: { default: { certificates: { user: dns } } }',
  )
  assert.deepEqual(
    problems.map(({ level }) => level),
    ['warning'],
  )
  assert.ok(config)
})

test('what is no mapping is told so', () => {
  assert.deepEqual(problemsOf('[a, b]'), ['f:1:1: write keys with values, this is a list'])
})

test('JSON is YAML', () => {
  assert.ok(parseConfig('{"listeners": [{"listen": "127.0.0.1:0"}]}').config)
})
