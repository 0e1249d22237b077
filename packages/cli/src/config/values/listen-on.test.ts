import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { ListenOn, listenOn } from './listen-on.ts'

for (const text of ['127.0.0.1:4070', '[::1]:0', 'proxy.example:443']) {
  test(`${text} is an address to listen on, and is written as it was`, () => {
    const at = read(listenOn(), text)
    assert.ok(at instanceof ListenOn)
    assert.equal(JSON.stringify(at), JSON.stringify(text))
  })
}

for (const value of ['4070', ':4070', 'host:99999', '::1:80', 4070]) {
  test(`${JSON.stringify(value)} is none`, () => {
    assert.match(String(read(listenOn(), value)), /^write HOST:PORT/)
  })
}
