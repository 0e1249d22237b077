import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { MAX } from '../compose/testing/a-composing.ts'
import { scene } from '../testing/scene.ts'
import { checkConfig } from './check-config.ts'
import { directoryWith } from './testing/files.ts'

test('a configuration that can be used is said to be, on standard output', async (t) => {
  const file = join(
    directoryWith(t, { 'a.yaml': 'listeners: [{ listen: "127.0.0.1:0" }]' }),
    'a.yaml',
  )
  const { surroundings, stdout, stderr } = scene()
  assert.equal(await checkConfig(file, surroundings), 0)
  assert.equal(stdout(), `${file}: it can be used.\n`)
  assert.equal(stderr(), '')
})

test('errors in it and in its files are told together with their number, and the exit code is 5', async (t) => {
  const text = 'listeners: [{ listen: "a:1", tls: { certificate: no.pem, key: { env: NO } } }]'
  const file = join(directoryWith(t, { 'a.yaml': text }), 'a.yaml')
  const { surroundings, stdout, stderr } = scene()
  assert.equal(await checkConfig(file, surroundings), 5)
  assert.equal(stdout(), '')
  assert.match(stderr(), /a\.yaml:1:50: listeners\[0\]\.tls\.certificate: .*no such file$/m)
  assert.match(stderr(), /a\.yaml:1:63: listeners\[0\]\.tls\.key: the variable NO is not set$/m)
  assert.match(stderr(), /a\.yaml: 2 errors\.$/m)
})

test('warnings are told and do not fail', async (t) => {
  const text = 'authentication: { default: { certificates: { user: dns } } }'
  const file = join(directoryWith(t, { 'a.yaml': text }), 'a.yaml')
  const { surroundings, stdout, stderr } = scene()
  assert.equal(await checkConfig(file, surroundings), 0)
  assert.match(
    stderr(),
    /warning: authentication\.default\.certificates: no certificate can be shown/,
  )
  assert.match(stdout(), /it can be used, with 1 warning\.$/m)
})

test('what only comes out when everything is put together is found, too', async (t) => {
  const text =
    'authentication: { default: { schemes: [digest], stores: [p] } }\nstores: { p: { kind: htpasswd, file: p } }'
  const directory = directoryWith(t, { 'a.yaml': text, p: MAX })
  const { surroundings, stderr } = scene()
  assert.equal(await checkConfig(join(directory, 'a.yaml'), surroundings), 5)
  assert.match(
    stderr(),
    /a\.yaml:1:57: authentication\.default\.stores: the scheme digest needs a store/,
  )
})

test('lines of files that cannot be used are warnings, once', async (t) => {
  const text = 'stores: { p: { kind: htpasswd, file: p }, d: { kind: htdigest, file: d } }'
  const files = { 'a.yaml': text, p: `${MAX}broken\n`, d: `max:r:${'0'.repeat(32)}\nbroken\n` }
  const directory = directoryWith(t, files)
  const { surroundings, stderr, stdout } = scene()
  assert.equal(await checkConfig(join(directory, 'a.yaml'), surroundings), 0)
  assert.equal(stderr().match(/\/p:2: /g)?.length, 1)
  assert.match(stderr(), /a\.yaml:1:1: warning: .*\/d:2: /)
  assert.match(stdout(), /with 2 warnings/)
})
