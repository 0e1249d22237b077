import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatWay, parseWays } from './parse-ways.ts'

const READ: readonly [answer: string, ways: readonly string[], problems: readonly string[]][] = [
  ['DIRECT', ['DIRECT'], []],
  [' direct ; ', ['DIRECT'], []],
  ['PROXY a', ['PROXY a:80'], []],
  ['HTTP a', ['PROXY a:80'], []],
  ['HTTPS a', ['HTTPS a:443'], []],
  ['SOCKS a', ['SOCKS4 a:1080'], []],
  ['SOCKS4 a:1', ['SOCKS4 a:1'], []],
  ['SOCKS5 a', ['SOCKS5 a:1080'], []],
  ['proxy\tA.Example:8080', ['PROXY a.example:8080'], []],
  ['PROXY [2001:db8::1]:8080', ['PROXY [2001:db8::1]:8080'], []],
  ['PROXY a:1;PROXY b:2 ;; DIRECT', ['PROXY a:1', 'PROXY b:2', 'DIRECT'], []],
  ['PROXY a:1; PROXI b:2; DIRECT', ['PROXY a:1', 'DIRECT'], ['ENTRY_MALFORMED']],
  ['PROXY a:1; PROXY me:pw@b:2', ['PROXY a:1'], ['ENTRY_MALFORMED']],
  ['', [], ['ANSWER_EMPTY']],
  [' ; ;', [], ['ANSWER_EMPTY']],
  ['PROXY', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['PROXY a:0', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['PROXY a:65536', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['PROXY a b', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['PROXY http://a:1', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['PROXY a:1, PROXY b:2', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['DIRECT please', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['a:8080', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['PROXY a\r\nX-Injected: 1', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
  ['undefined', [], ['ENTRY_MALFORMED', 'ANSWER_UNUSABLE']],
]

for (const [answer, ways, problems] of READ) {
  test(`${JSON.stringify(answer)} means ${ways.join(', then ') || 'nothing'}`, () => {
    const parsed = parseWays(answer)
    assert.deepEqual(parsed.ways.map(formatWay), ways)
    assert.deepEqual(
      parsed.problems.map(({ code }) => code),
      problems,
    )
  })
}

test('a problem shows the entry, shortened and without what could write into a terminal', () => {
  const [problem] = parseWays(`NONE \u001b[2J${'x'.repeat(500)}; DIRECT`).problems
  assert.match(
    problem!.detail,
    /^"NONE \ufffd\[2Jx+…" is left out: no kind of proxy is called NONE$/,
  )
})
