import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describePacSource, type PacSource, parsePacSource } from './pac-source.ts'

const READ: readonly [text: string, source: PacSource, described: string][] = [
  [
    'http://a.example/proxy.pac?key=1',
    { kind: 'url', url: 'http://a.example/proxy.pac?key=1' },
    'http://a.example/proxy.pac',
  ],
  ['HTTPS://A.example', { kind: 'url', url: 'https://a.example/' }, 'https://a.example/'],
  ['wpad', { kind: 'url', url: 'http://wpad/wpad.dat' }, 'http://wpad/wpad.dat'],
  ['/etc/proxy.pac', { kind: 'file', path: '/etc/proxy.pac' }, '/etc/proxy.pac'],
  ['file:///etc/my%20proxy.pac', { kind: 'file', path: '/etc/my proxy.pac' }, '/etc/my proxy.pac'],
  ['data:,x', { kind: 'data', url: 'data:,x' }, 'the data URL'],
]

for (const [text, source, described] of READ) {
  test(`${text} is ${source.kind}`, () => {
    assert.deepEqual(parsePacSource(text), source)
    assert.equal(describePacSource(source), described)
  })
}

test('anything else is an error that does not repeat a password', () => {
  for (const text of [
    '',
    'proxy.pac',
    'ftp://a/proxy.pac',
    'http://me:secret@a/proxy.pac',
    'file://host/x',
  ]) {
    assert.throws(
      () => parsePacSource(text),
      (error: Error) => error instanceof TypeError && !error.message.includes('secret'),
      text,
    )
  }
})
