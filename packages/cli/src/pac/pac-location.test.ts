import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PacLocation } from './pac-location.ts'

const cases: readonly [string, string, string | undefined][] = [
  ['http://wpad/wpad.dat', 'http://wpad/wpad.dat', undefined],
  ['https://a.test/p.pac?token=1', 'https://a.test/p.pac?token=1', undefined],
  ['data:,x', 'data:,x', undefined],
  ['WPAD', 'WPAD', undefined],
  ['way.pac', '/etc/hopwise/way.pac', '/etc/hopwise/way.pac'],
  ['../way.pac', '/etc/way.pac', '/etc/way.pac'],
  ['/srv/way.pac', '/srv/way.pac', '/srv/way.pac'],
  ['file:///srv/way.pac', 'file:///srv/way.pac', '/srv/way.pac'],
]
for (const [written, source, file] of cases) {
  test(`${written} is ${source}`, () => {
    const location = new PacLocation(written)
    assert.equal(location.from('/etc/hopwise'), source)
    assert.equal(location.fileFrom('/etc/hopwise'), file)
    assert.equal(JSON.stringify(location), JSON.stringify(written))
  })
}

test('no script can be at other places, and a login is refused', () => {
  for (const written of ['ftp://a/', 'http://max:secret@a/', 'javascript:1']) {
    assert.throws(() => new PacLocation(written), TypeError)
  }
})

test('a query is not repeated in messages', () => {
  assert.equal(new PacLocation('https://a.test/p?token=1').title, 'https://a.test/p')
  assert.equal(new PacLocation('way.pac').title, 'way.pac')
  assert.equal(new PacLocation('wpad').title, 'http://wpad/wpad.dat')
})
