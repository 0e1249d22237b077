import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from './example-page.ts'

const fence = (info: string, body: string): string => `\`\`\`${info}\n${body}\n\`\`\`\n`

test('blocks are steps in the order of the page, with what they print', () => {
  const text = [
    '# A page\n',
    fence('yaml file=hopwise.yaml', 'listeners: []'),
    fence('sh serve', 'npx hopwise serve'),
    fence('sh run exit=56 needs=curl,htpasswd', 'curl a'),
    'which says:\n',
    fence('text', 'one\ntwo'),
    fence('text', 'not an answer'),
    fence('sh example', 'rm -rf /'),
  ].join('\n')
  const page = readPage('a.md', text)
  assert.deepEqual(page.steps, [
    { kind: 'file', where: 'a.md:3', name: 'hopwise.yaml', text: 'listeners: []\n' },
    { kind: 'serve', where: 'a.md:7', script: 'npx hopwise serve\n', exitCode: 0 },
    { kind: 'run', where: 'a.md:11', script: 'curl a\n', exitCode: 56, prints: 'one\ntwo\n' },
  ])
  assert.deepEqual(page.needs, ['curl', 'htpasswd'])
  assert.deepEqual(page.problems, [])
})

test('a command that nobody decided about is a problem', () => {
  assert.deepEqual(readPage('a.md', fence('sh', 'ls')).problems, [
    'a.md:1: mark the block "sh run", "sh serve" or "sh example"',
  ])
})

test('a block of another kind may stand between files and commands', () => {
  const page = readPage(
    'a.md',
    fence('yaml', 'a: 1') + fence('text', 'prose') + fence('sh run', 'ls'),
  )
  assert.deepEqual(page.steps, [{ kind: 'run', where: 'a.md:7', script: 'ls\n', exitCode: 0 }])
})
