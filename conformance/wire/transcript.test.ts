import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTranscript } from './transcript.ts'

const text = `# A file
Prose.

## First [9110-5.1-1] [9112-3-1]

\`\`\`client sends, on a new connection, then ends
GET / HTTP/1.1

\`\`\`

Prose.

\`\`\`client sees, in order, then close
\`\`\`

## Second

\`\`\`client sees
\`\`\`
`

test('a case has the rows of its heading and the steps of its blocks', () => {
  const [first, second] = parseTranscript(text)
  assert.deepEqual(first?.rows, ['9110-5.1-1', '9112-3-1'])
  assert.deepEqual(first?.steps, [
    {
      line: 6,
      info: 'client sends, on a new connection, then ends',
      kind: 'client sends',
      block: 'GET / HTTP/1.1\n\n',
      isNew: true,
      end: 'ends',
    },
    {
      line: 13,
      info: 'client sees, in order, then close',
      kind: 'client sees',
      expected: { block: '', inOrder: true },
      on: '',
      end: 'close',
    },
  ])
  assert.equal(second?.name, 'Second')
  assert.deepEqual(second?.rows, [])
})

test('what cannot be understood is named with its line', () => {
  assert.throws(() => parseTranscript('## A\n```client hears\n```\n'), /line 2: "client hears"/)
  assert.throws(() => parseTranscript('## A\n```client sees, soon\n```\n'), /unknown "soon"/)
  assert.throws(() => parseTranscript('## A\n```journal\n'), /does not end/)
  assert.throws(() => parseTranscript('```journal\n```\n'), /before the first/)
  assert.throws(() => parseTranscript('## A\n```journal\n```\n'), /"A" expects nothing/)
})
