import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generatedFlaws } from './generated-flaws.ts'

const variables = { name: 'hop', realm: '"r"' }
const good =
  'HTTP/1.1 407 Proxy Authentication Required\r\nDate: Sat, 21 Nov 2026 02:49:37 GMT\r\n' +
  'Proxy-Authenticate: Basic realm="r", charset="UTF-8"\r\n' +
  'Proxy-Status: hop; details="x"\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nx'

test('a whole response has no flaws, and interim ones are not looked at', () => {
  assert.deepEqual(generatedFlaws(good, variables, false), [])
  assert.deepEqual(generatedFlaws('HTTP/1.1 100 Continue\r\n\r\n', variables, false), [])
})

for (const [what, flawed, expected] of [
  ['a missing challenge', good.replace(/Proxy-Authenticate.*\r\n/, ''), /challenges are \[\]/],
  ['a challenge with another status', good.replace('407', '403'), /a challenge with 403/],
  ['another name', good.replace('hop;', 'hopper;'), /Proxy-Status is hopper/],
  ['no Date', good.replace(/Date.*\r\n/, ''), /no Date/],
  ['no type', good.replace(/Content-Type.*\r\n/, ''), /without a type/],
  ['a needless close', good.replace('Date', 'Connection: close\r\nDate'), /says close/],
] as const) {
  test(`${what} is a flaw`, () => {
    const flaws = generatedFlaws(flawed, variables, false)
    assert.equal(flaws.length, 1)
    assert.match(flaws[0] ?? '', expected)
  })
}

test('an end that is not announced is a flaw', () => {
  assert.match(generatedFlaws(good, variables, true).join(), /closes unannounced/)
})
