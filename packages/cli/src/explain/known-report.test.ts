import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownReport } from './known-report.ts'
import { loadTexts } from './load-texts.ts'
import { type HeaderLine, type Known, resolve } from './resolve.ts'

async function report(text: string, headers: readonly HeaderLine[] = []): Promise<string> {
  const view = { columns: 80, colour: false }
  return knownReport(resolve(text, headers) as Known, await loadTexts('en'), view).join('\n')
}

test('where nothing decides, every candidate is shown and none is told as a fact', async () => {
  const text = await report('530')
  assert.match(text, /^530\nIt may mean any of these; nothing decides between them\.\n/)
  assert.match(text, /\n {2}Cloudflare: 530 .* — possible\n/)
  assert.match(text, /\n {2}Pantheon: 530 Site is frozen — possible\n/)
  assert.match(text, /\n {4}- signs: .*cf-ray/)
  assert.match(text, /\n {4}hopwise explain pantheon\/530\n/)
  assert.match(text, /hopwise explain 530 --header 'server: …'$/m)
})

test('a likely meaning is said to be no more than that, with its evidence and its rivals', async () => {
  const text = await report('530', [['server', 'cloudflare']])
  assert.match(text, /^This is the likely meaning; nothing settles it\.\n\n530 /)
  assert.match(text, /\nWhy this one\n {2}- the field server is there: cloudflare\n/)
  assert.match(text, /\nOther meanings of the same number\n {2}Pantheon: /)
})

test('the only known meaning of a number in no registry is told as that', async () => {
  assert.match(
    await report('999'),
    /^This is the only meaning that is known, but no registry has the number: [\s\S]*?\n\n999 /,
  )
})

test('a code alone is not told why', async () => {
  assert.doesNotMatch(await report('407'), /Why this one/)
})

test('everybody who left a mark in a response is named', async () => {
  const text = await report(
    'HTTP/1.1 502 Bad Gateway\r\nServer: nginx/1.24\r\nVia: 1.1 hopwise\r\n\r\n',
  )
  assert.match(text, /\nMarks in the response\n {2}- nginx: .*nginx\/1\.24\n {2}- Hopwise: /)
})

test('the code that a sub-code came with is no rival of it', async () => {
  const text = await report('404.13')
  assert.match(text, /^404\.13 Content length too large\n/)
  assert.match(text, /\nTogether with it\n {2}IANA: 404 Not Found — certain\n/)
  assert.doesNotMatch(text, /Other meanings/)
})

test('a success after the error is said to have been there', async () => {
  const text = await report('HTTP/1.1 407 X\r\n\r\nHTTP/1.1 200 OK\r\n\r\n')
  assert.match(text, /^The last response in the text is no error; /)
})

test('what a stranger wrote cannot command the terminal', async () => {
  const text = await report('530', [['server', 'cloudflare\x1b[2J\x9b1m']])
  assert.match(text, /server is there: cloudflare\u{fffd}\[2J\u{fffd}1m/u)
  assert.doesNotMatch(text.replaceAll('\n', ''), /\p{Cc}/u)
})
