import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missing } from '../harness/missing.ts'
import { readPage } from './example-page.ts'
import { runPage } from './run-page.ts'

const SERVE = `\`\`\`sh serve
npx hopwise serve --listen 127.0.0.1:4070 --data data --htpasswd users
\`\`\`
`
const FILE = `\`\`\`text file=users
alice:{SHA}${Buffer.from('2AA60A8FF7FCD473D321E0146AFD9E26DF395147', 'hex').toString('base64')}
\`\`\`
`
const ASK = (password: string, answer: string, exit = ''): string => `
\`\`\`sh run${exit}
curl -s -o page -w '%{http_code}\\n' -x http://alice:${password}@127.0.0.1:4070 http://hopwise.internal/
\`\`\`

\`\`\`text
${answer}
\`\`\`
`
const skip = missing('curl')

test('a page whose commands do what it shows passes', { skip }, (t) =>
  runPage(readPage('a.md', FILE + SERVE + ASK('password2', '200')), t),
)

test('a page that shows another answer fails, and so does one that shows another end', {
  skip,
}, async (t) => {
  const wrong = readPage('a.md', FILE + SERVE + ASK('password2', '407'))
  await assert.rejects(runPage(wrong, t), /a\.md:8: line 1 of the page: not "407"/)
  const failing = readPage('a.md', FILE + SERVE + ASK('password2', '200', ' exit=56'))
  await assert.rejects(runPage(failing, t), /a\.md:8 ended with 0/)
})

test('a server that does not start fails its page at once', async (t) => {
  const page = readPage('a.md', '```sh serve\nnpx hopwise serve --no-such-option\n```\n')
  await assert.rejects(runPage(page, t), /a\.md:1 has ended:\nhopwise: unknown option/)
})
