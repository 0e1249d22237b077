import assert from 'node:assert/strict'
import { test } from 'node:test'

import { problemsOf } from './testing/reading.ts'

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown key', 'egres: {}', ['f:1:1: egres: there is no such key: did you mean egress?']],
  [
    'an unknown key that is like no other',
    'egress: { zzz: 1 }',
    ['f:1:11: egress.zzz: there is no such key: the keys here are allowPrivate'],
  ],
  [
    'an unknown key of a certain kind of store',
    'stores: { a: { kind: htpasswd, file: x, grups: y } }',
    ['f:1:41: stores.a.grups: there is no such key: did you mean groups?'],
  ],
  [
    'an unknown key beside a secret’s place',
    'listeners: [{ listen: "a:1", tls: { certificate: c, key: { fil: k } } }]',
    [
      'f:1:58: listeners[0].tls.key: a secret does not belong in this file: write { file: PATH } or { env: NAME } to say where it is',
    ],
  ],
  [
    'a wrong name of a part',
    'authentication: { 2x: {} }',
    [
      'f:1:19: authentication.2x: write a name of letters, digits, - and _, which begins with a letter',
    ],
  ],
  [
    'the form that was meant of several',
    'stores: { a: { kind: ldap, urls: ["ldap://h"], user: { base: "dc=x", scop: one } } }',
    ['f:1:70: stores.a.user.scop: there is no such key: did you mean scope?'],
  ],
]
for (const [name, text, expected] of CASES) {
  test(`${name} is told with its place`, () => assert.deepEqual(problemsOf(text), expected))
}
