import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anEntry } from '../testing/entries.ts'
import { exchangeReport } from './exchange-report.ts'

const VIEW = { columns: 80, colour: false, offsetMinutes: 60 }

test('an exchange that went well is facts alone', () => {
  const report = exchangeReport(anEntry({ nextHop: '192.0.2.9:80', reused: true }), VIEW)
  assert.deepEqual(report, [
    'Exchange    3F9K-T2QX-0A7M',
    'Time        2026-11-21 13:00:00.000 +01:00',
    'Request     GET http://example.com/page HTTP/1.1',
    'Client      192.0.2.1:50000',
    'User        alice (basic)',
    'Status      200 OK',
    'Outcome     relayed',
    'Next hop    192.0.2.9:80 (kept open)',
    'User agent  curl/8',
    'Bytes       120 from the client, 1250 to it',
    'Phases      receive 0.0 ms, authenticate 0.0 ms, forward 9.0 ms, relay 0.1 ms',
  ])
})

test('a fault is explained: what, whose, what to do, where to read on', () => {
  const entry = anEntry({
    outcome: 'failed',
    status: 502,
    fault: 'CONNECT_REFUSED',
    detail: '192.0.2.9:80 refused the connection',
  })
  const report = exchangeReport(entry, VIEW).join('\n')
  for (const part of [
    /^Fault +CONNECT_REFUSED$/m,
    /192\.0\.2\.9:80 refused/,
    /^Next step\n {2}\S/m,
    /errors\/CONNECT_REFUSED$/m,
  ]) {
    assert.match(report, part)
  }
})

test('the reason that a client is not told stands here', () => {
  const entry = anEntry({ reason: 'unknown-user', fault: 'CREDENTIALS_REJECTED', status: 407 })
  assert.match(
    exchangeReport(entry, VIEW).join('\n'),
    /^Reason +unknown-user: No user of that name/m,
  )
})

test('rules that had a say stand here', () => {
  const report = exchangeReport(anEntry({ rule: 'lab', wouldRefuse: 'no games' }), VIEW).join('\n')
  assert.match(report, /^Rule +lab\nReported by no games, which would refuse$/m)
})

test('nothing is wider than the terminal but what cannot be broken', () => {
  const entry = anEntry({ fault: 'NAME_NOT_RESOLVED', status: 502, detail: 'x y '.repeat(60) })
  for (const line of exchangeReport(entry, { ...VIEW, columns: 60 })) {
    assert.ok(line.length <= 60 || !line.trim().includes(' '), line)
  }
})

test('who chose the way is told with the way', () => {
  const entry = anEntry({ route: 'parent', parent: 'corp', script: 'http://wpad/wpad.dat' })
  const report = exchangeReport(entry, VIEW).join('\n')
  assert.match(report, /^PAC script +http:\/\/wpad\/wpad\.dat\nParent +corp$/m)
})
