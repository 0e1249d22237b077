import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ENTRIES, entryById } from '@hopwise/status/all'
import { entryReport } from './entry-report.ts'
import { loadTexts } from './load-texts.ts'

const PLAIN = { columns: 80, colour: false }

async function report(id: string, language: 'en' | 'ru' = 'en'): Promise<string> {
  const entry = entryById(id)
  assert.ok(entry, id)
  return entryReport(entry, await loadTexts(language), PLAIN).join('\n')
}

test('407 says what it means, whose it is, what to do, and what languages call it', async () => {
  const text = await report('iana/407')
  assert.match(text, /^407 Proxy Authentication Required\nIANA · client error · standard\n\n/)
  assert.match(text, /^Whose fault +the client$/m)
  assert.match(text, /^Who acts +the person at the client; then /m)
  assert.match(text, /^Try again +something has to change first$/m)
  assert.match(text, /\nLikely causes, most likely first\n {2}1\. /)
  assert.match(text, /\nWhat to do\n {2}1\. /)
  assert.match(text, /\nFields\n {2}Proxy-Authenticate +must be sent\n/)
  assert.match(text, /\n {2}Google +the URL is dropped from the index\n/)
  assert.match(text, /go `http\.StatusProxyAuthRequired`/)
  assert.match(text, /\n {2}RFC 9110 §15\.5\.8\n/)
})

test('the same in Russian has no English but names and what is typed', async () => {
  const text = await report('iana/407', 'ru')
  assert.match(text, /^Кто виноват +клиент$/m)
  assert.match(text, /\nЧто делать\n {2}1\. /)
  assert.doesNotMatch(text, /client answers|Whose|must be/)
})

test('what a vendor only logs is said with the field of its log', async () => {
  assert.match(await report('nginx/499'), /^In the log +\$status: 499$/m)
})

test('an error name without texts of its own has its line', async () => {
  const text = await report('squid-log/TCP_DENIED')
  assert.match(text, /log flag/)
  assert.doesNotMatch(text, /Likely causes/)
})

test('every row has a report in both languages that fits a narrow terminal', async () => {
  for (const language of ['en', 'ru'] as const) {
    const texts = await loadTexts(language)
    const view = { columns: 60, colour: false }
    const tooLong = ENTRIES.flatMap((entry) => entryReport(entry, texts, view)).filter(
      (line) => line.length > 60,
    )
    const breakable = tooLong.filter((line) => !/\S{42,}/.test(line))
    assert.deepEqual(breakable, [])
  }
})

test('a code stands in the name once', async () => {
  assert.match(await report('aws-elb/561'), /^HTTP 561\n/)
})

test('the name is coloured by its class, on a terminal', async () => {
  const entry = entryById('iana/407')!
  const [first] = entryReport(entry, await loadTexts('en'), { columns: 80, colour: true })
  assert.equal(first, '\x1b[1;33m407 Proxy Authentication Required\x1b[0m')
})
