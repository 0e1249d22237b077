import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { play } from './play.ts'
import { Stage } from './stage.ts'
import { parseTranscript } from './transcript.ts'

// A player that never fails proves nothing: each of these tells something that is not so.

let stage: Stage

before(async () => {
  stage = await Stage.open()
})

after(() => stage?.close())

const ASKS = `client sends
GET http://{origin}/ HTTP/1.1
Host: {origin}
Proxy-Authorization: {basic}

`
const SEES = `origin sees
GET / HTTP/1.1
Host: {origin}
Via: 1.1 {name}

`
const ANSWERS = `origin answers
HTTP/1.1 200 OK
Date: Sat, 21 Nov 2026 02:49:37 GMT
Content-Length: 2

ok\\
`
const GETS = `client sees, then open
HTTP/1.1 200 OK
Date: Sat, 21 Nov 2026 02:49:37 GMT
Content-Length: 2
Via: 1.1 {name}

ok\\
`
const CHALLENGED = `client sees, then open
HTTP/1.1 407 Proxy Authentication Required
{*}

{body}
`

test('what is so is played to its end', async () => {
  await playBlocks(ASKS, SEES, ANSWERS, GETS)
})

const WRONG: readonly (readonly [what: string, blocks: readonly string[], error: RegExp])[] = [
  [
    'a line that the origin does not see',
    [ASKS, SEES.replace('Host', 'X: y\nHost')],
    /line \d+, "origin sees": expected X: y, found no such line/,
  ],
  [
    'a line that nobody expected',
    [ASKS, SEES.replace('Host: {origin}\n', '')],
    /not expected: Host: 127/,
  ],
  [
    'another status',
    [ASKS, SEES, ANSWERS, GETS.replace('200 OK', '201 OK')],
    /expected HTTP\/1.1 201 OK[\s\S]*\| HTTP\/1.1 200 OK/,
  ],
  ['another body', [ASKS, SEES, ANSWERS, GETS.replace('ok', 'no')], /other octets came/],
  [
    'an end that does not come',
    [ASKS, SEES, ANSWERS, GETS.replace('open', 'close')],
    /waited \d+ ms for the end/,
  ],
  [
    'a connection that stays, where it ends',
    [ASKS.replace('Host', 'Connection: close\nHost'), SEES, ANSWERS, GETS],
    /not expected: Connection: close/,
  ],
  ['a response that nobody looks at', [ASKS, SEES, ANSWERS], /the client got more than expected/],
  [
    'a request that nobody looks at',
    [ASKS, ASKS, SEES, ANSWERS, GETS.replace(', then open', '')],
    /the origin got more than expected/,
  ],
  [
    'an entry with another value',
    [ASKS.replace(/Proxy-.*\n/, ''), CHALLENGED, 'journal\noutcome=refused status=407\n'],
    /outcome=challenged status=407[\s\S]*outcome=refused status=407/,
  ],
]

for (const [what, blocks, error] of WRONG) {
  test(`it fails over ${what}`, async () => {
    await assert.rejects(playBlocks(...blocks), error)
  })
}

async function playBlocks(...blocks: readonly string[]): Promise<void> {
  const text = blocks.map((block) => `\`\`\`${block}\`\`\`\n`).join('\n')
  const [script] = parseTranscript(`## A case\n${text}`)
  assert.ok(script)
  await play(script, stage, 1)
}
