import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCorpus } from './corpus.ts'

test('a block is one sample, or one for every line below its template', () => {
  const text =
    '# A\n## First\n```400 X\nGET /\n```\n## Second\n```500 Y z\nA: {each}\n\n---\n1$&\n2\n```\n'
  assert.deepEqual(parseCorpus(text), [
    { name: 'First', samples: [{ expected: ['400', 'X'], block: 'GET /\n', line: 4 }] },
    {
      name: 'Second',
      samples: [
        { expected: ['500', 'Y', 'z'], block: 'A: 1$&\n\n', line: 11 },
        { expected: ['500', 'Y', 'z'], block: 'A: 2\n\n', line: 12 },
      ],
    },
  ])
})

test('a block without an end is an error with its line', () => {
  assert.throws(() => parseCorpus('## A\n```400\n'), /line 2/)
  assert.throws(() => parseCorpus('## A\n'), /no samples/)
})
