import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read } from '../testing/reading.ts'
import { pacLocation } from './pac-location.ts'

test('URLs, paths and wpad are places of scripts', () => {
  for (const text of ['http://a.test/p.pac', 'wpad', 'way.pac']) {
    assert.equal(JSON.stringify(read(pacLocation(), text)), JSON.stringify(text))
  }
})

test('what is none is refused, without being repeated', () => {
  for (const text of ['', 'ftp://a.test/', 'http://max:secret@a.test/', 3]) {
    const said = String(read(pacLocation(), text))
    assert.match(said, /^write where the script is/)
    assert.doesNotMatch(said, /secret/)
  }
})
