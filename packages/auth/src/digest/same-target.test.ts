import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameTarget } from './same-target.ts'

const SAME: readonly [uri: string, method: string, target: string][] = [
  ['http://o.example/a?b=c', 'GET', 'http://o.example/a?b=c'],
  ['/a?b=c', 'GET', 'http://o.example/a?b=c'],
  ['/', 'GET', 'http://o.example'],
  ['/', 'GET', 'http://o.example/'],
  ['/?q', 'GET', 'http://o.example?q'],
  ['http://o.example:80/', 'GET', 'http://o.example/'],
  ['HTTP://O.Example/', 'GET', 'http://o.example/'],
  ['*', 'OPTIONS', 'http://o.example'],
  ['o.example:443', 'CONNECT', 'o.example:443'],
  ['O.example:443', 'CONNECT', 'o.example:443'],
  ['[::1]:443', 'CONNECT', '[::1]:443'],
]

const OTHER: readonly [uri: string, method: string, target: string][] = [
  ['/b', 'GET', 'http://o.example/a'],
  ['/a', 'GET', 'http://o.example?/a'],
  ['/o.example/a', 'GET', 'http://o.example/a'],
  ['/a', 'GET', 'http://o.example/b/a'],
  ['/a', 'GET', 'http://o.example/a?'],
  ['/%61', 'GET', 'http://o.example/a'],
  ['/a/../b', 'GET', 'http://o.example/b'],
  ['//o.example/a', 'GET', 'http://o.example/a'],
  ['http://p.example/a', 'GET', 'http://o.example/a'],
  ['https://o.example/a', 'GET', 'http://o.example/a'],
  ['http://o.example:81/a', 'GET', 'http://o.example/a'],
  // w3m sends the proxy's own address, and the password with it.
  ['http://alice:opensesame@127.0.0.1:4070/', 'GET', 'http://o.example/'],
  ['*', 'OPTIONS', 'http://o.example/'],
  ['*', 'GET', 'http://o.example'],
  ['/', 'CONNECT', 'o.example:443'],
  ['o.example', 'CONNECT', 'o.example:443'],
  ['http://o.example:443', 'CONNECT', 'o.example:443'],
  ['o.example:444', 'CONNECT', 'o.example:443'],
  ['o.example:80', 'GET', 'http://o.example/'],
  ['', 'GET', 'http://o.example/'],
]

for (const [uri, method, target] of SAME) {
  test(`${uri} is ${method} ${target}`, () => assert.ok(isSameTarget(uri, method, target)))
}

for (const [uri, method, target] of OTHER) {
  test(`${uri} is not ${method} ${target}`, () => assert.ok(!isSameTarget(uri, method, target)))
}
