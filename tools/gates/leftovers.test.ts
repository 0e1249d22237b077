import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leftovers } from './leftovers.ts'
import { readFiles } from './source-files.ts'

test('nothing that is committed has open ends, paths of one machine or default exports', () => {
  const endings = ['.ts', '.mjs', '.js', '.json', '.md', '.py', '.java', '.sh', '.html', '.css']
  const files = readFiles(['.'], endings).filter((file) => file.path !== 'package-lock.json')
  assert.deepEqual(files.flatMap(leftovers), [])
})

const BAD = [
  `// ${['TO', 'DO'].join('')}: later`,
  ['const dir = "', 'work', 'main"'].join('/'),
  ['cd ', 'home', 'me'].join('/'),
  'export default 1',
]
for (const text of BAD) {
  test(`reported: ${text}`, () => assert.equal(leftovers({ path: 'a.ts', text }).length, 1))
}

test('a URL path and a word in a text are no leftovers', () => {
  const text =
    "const a = 'http://x/work/a'\n// export default is banned\nconst home = '/home/alice'"
  assert.deepEqual(leftovers({ path: 'a.ts', text }), [])
})
