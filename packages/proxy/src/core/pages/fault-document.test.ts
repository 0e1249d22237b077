import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '@hopwise/journal'
import { faultPage } from './fault-page.ts'
import { aboutOf, HTML } from './testing/about.ts'

const about = aboutOf({ ...HTML, target: 'http://www.example.com/news?id=*' })

test('the first line says that the proxy made this page, and the site did not', () => {
  const { body } = faultPage('RESPONSE_TIMEOUT', '', about)
  assert.match(body, /made by the proxy hopwise-7c41, not by www\.example\.com\./)
})

test('a page has one heading, the status and its name', () => {
  const { body } = faultPage('CONNECT_REFUSED', '', about)
  assert.equal(body.match(/<h1/g)?.length, 1)
  assert.match(body, /<b>502<\/b> <span>Bad Gateway<\/span>/)
  assert.match(body, /<h1>The server refused the connection<\/h1>/)
  assert.match(body, /<title>502 The server refused the connection<\/title>/)
})

test('the reference is linked at the proxy, for a relative link would lead to the site', () => {
  const { body } = faultPage('CONNECT_REFUSED', '', about)
  const links = [...body.matchAll(/<a href="([^"]*)"/g)].map(([, url]) => url)
  assert.deepEqual(links, [
    'http://192.0.2.5:4070/codes/502',
    'http://192.0.2.5:4070/errors/CONNECT_REFUSED',
  ])
})

test('whoever can sign in is told where, nobody else', () => {
  for (const code of Object.keys(FAULTS) as FaultCode[]) {
    const { status, party } = FAULTS[code]
    const tells = faultPage(code, '', about).body.includes('Where the name and password go')
    assert.equal(tells, status === 407 && party === 'client', code)
  }
})

test('what was asked for is shown, in part where it is endless', () => {
  assert.match(
    faultPage('DRAINING', '', about).body,
    /<dd>http:\/\/www\.example\.com\/news\?id=\*<\/dd>/,
  )
  const target = `http://example.com/${'a'.repeat(1000)}`
  assert.match(
    faultPage('DRAINING', '', { ...about, target }).body,
    /<dd>http:\/\/example\.com\/a{158}\.\.\.<\/dd>/,
  )
})

test('a request that could not be read has no target', () => {
  const { body } = faultPage('HEAD_MALFORMED', '', { ...about, target: '' })
  assert.doesNotMatch(body, /<dt>Asked for/)
  assert.match(body, /not by a website/)
})
