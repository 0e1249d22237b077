import assert from 'node:assert/strict'
import { test } from 'node:test'

import { problemsOf } from './testing/reading.ts'

const TLS = 'tls: { certificate: c, key: { file: k } }'
const CASES: readonly (readonly [string, string, RegExp | undefined])[] = [
  [
    'a listener',
    'listeners: [{ listen: "a:1", authentication: strict }]',
    /there is no "strict" in authentication: there is default/,
  ],
  ['a route', 'routes: [{ destinations: [a], authentication: defalt }]', /did you mean default\?/],
  [
    'a store',
    'authentication: { default: { stores: [owm] } }',
    /there is no "owm" in stores: did you mean own\?/,
  ],
  ['nobody', 'authentication: { default: { schemes: [] } }', /nobody could sign in/],
  [
    'an address instead',
    'authentication: { default: { schemes: [], addresses: [{ clients: [10.0.0.0/8] }] } }',
    undefined,
  ],
  [
    'a scheme twice',
    'authentication: { default: { schemes: [basic, basic] } }',
    /a scheme is there twice/,
  ],
  ['no keytab', 'authentication: { default: { schemes: [negotiate] } }', /needs the key negotiate/],
  [
    'one port twice',
    'listeners: [{ listen: "a:1" }, { listen: "a:1" }]',
    /another listener has this address/,
  ],
  ['free ports', 'listeners: [{ listen: "a:0" }, { listen: "a:0" }]', undefined],
  [
    'a parent that is the proxy itself',
    'listeners: [{ listen: "a:1" }, { listen: "0.0.0.0:2" }]\nparents: { up: { url: "http://localhost:2" } }',
    /^f:2:\d+: parents\.up\.url: that is this proxy itself, which listens on 0\.0\.0\.0:2/,
  ],
  [
    'a parent on the same machine',
    'listeners: [{ listen: "127.0.0.1:1" }]\nparents: { up: { url: "http://localhost:2" } }',
    undefined,
  ],
  [
    'certificates that nobody can show',
    `listeners: [{ listen: "a:1", ${TLS} }]\nauthentication: { default: { satisfy: all, certificates: { user: dns } } }`,
    /^f:2:\d+: authentication\.default\.certificates: no certificate can be shown at a:1/,
  ],
  [
    'certificates that some can show',
    `listeners: [{ listen: "a:1", tls: { certificate: c, key: { file: k }, clientCertificates: { authorities: ca } } }]\nauthentication: { default: { satisfy: all, certificates: { user: dns } } }`,
    undefined,
  ],
]
for (const [name, text, expected] of CASES) {
  test(`${name}: ${expected === undefined ? 'is fine' : 'is told'}`, () => {
    const problems = problemsOf(text)
    if (expected === undefined) assert.deepEqual(problems, [])
    else assert.match(problems.join('\n'), expected)
  })
}
