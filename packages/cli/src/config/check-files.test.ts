import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { certificates } from '../testing/certificates.ts'
import { checkFiles } from './check-files.ts'
import { formatConfigProblem } from './config-problem.ts'
import { parseConfig } from './parse-config.ts'
import { directoryWith } from './testing/files.ts'

const APR1 = 'max:$apr1$uTBvNcnA$hZ5SPVqTGUhPZmmC6WtJ21\n'

async function check(
  t: TestContext,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const directory = directoryWith(t, files)
  return await checkIn(directory, text)
}

async function checkIn(directory: string, text: string): Promise<readonly string[]> {
  const { config, yaml, problems } = parseConfig(text)
  assert.ok(config, JSON.stringify(problems))
  const env = { PATH: '/usr/bin:/bin' }
  const found = await checkFiles({ config, yaml, places: { directory, env }, nowMs: Date.now() })
  return found.map((problem) => formatConfigProblem('f', problem).replaceAll(directory, '.'))
}

test('a data directory that is not there yet is none of its concern', async (t) => {
  assert.deepEqual(await check(t, 'data: none'), [])
})

test('every file that is mentioned is looked for, wherever it is', async (t) => {
  const text = [
    'stores:',
    '  staff: { kind: htpasswd, file: none.htpasswd, groups: none.htgroup }',
    'authentication:',
    '  default:',
    '    digest: { key: { file: none.key } }',
    '    bearer: { jwt: { issuer: a, audience: b, jwks: { file: none.json } } }',
    '    negotiate: { keytab: none.keytab, service: HTTP@a }',
  ].join('\n')
  assert.deepEqual(await check(t, text), [
    'f:2:34: stores.staff.file: ./none.htpasswd: there is no such file',
    'f:2:57: stores.staff.groups: ./none.htgroup: there is no such file',
    'f:5:20: authentication.default.digest.key: ./none.key: there is no such file',
    'f:6:60: authentication.default.bearer.jwt.jwks.file: ./none.json: there is no such file',
    'f:7:26: authentication.default.negotiate.keytab: ./none.keytab: there is no such file',
  ])
})

test('a variable that is not set is told', async (t) => {
  const text = 'authentication: { default: { digest: { key: { env: NOT_SET } } } }'
  assert.deepEqual(await check(t, text), [
    'f:1:45: authentication.default.digest.key: the variable NOT_SET is not set',
  ])
})

test('certificates are looked into', async (t) => {
  const { certificate, otherKey } = certificates(t)
  const text = 'listeners: [{ listen: "a:1", tls: { certificate: a.pem, key: { file: a.key } } }]'
  assert.deepEqual(await check(t, text, { 'a.pem': certificate, 'a.key': otherKey }), [
    'f:1:62: listeners[0].tls.key: this is not the key of the certificate',
  ])
})

test('password files are looked into, with the line of what is wrong', async (t) => {
  const text = 'stores: { staff: { kind: htpasswd, file: p } }'
  assert.deepEqual(await check(t, text, { p: APR1 }), [])
  const [one, ...others] = await check(t, text, { p: `${APR1}alice\n` })
  assert.match(one ?? '', /^f:1:42: warning: stores\.staff\.file: \.\/p:2: /)
  assert.deepEqual(others, [])
  assert.match((await check(t, text, { p: 'alice\n' })).join(), /^f:1:42: stores\.staff\.file: /)
})

test('secrets that everybody can read are warnings', async (t) => {
  const directory = directoryWith(t, { 'a.key': 'x'.repeat(40), 'a.keytab': 'x' })
  for (const name of ['a.key', 'a.keytab']) chmodSync(join(directory, name), 0o644)
  const text = [
    'authentication:',
    '  default: { digest: { key: { file: a.key } } }',
    '  other: { negotiate: { keytab: a.keytab, service: HTTP@a } }',
  ].join('\n')
  assert.deepEqual(await checkIn(directory, text), [
    'f:2:29: warning: authentication.default.digest.key: ./a.key can be read by everybody (0644): chmod 600',
    'f:3:33: warning: authentication.other.negotiate.keytab: ./a.keytab can be read by everybody (0644): chmod 600',
  ])
})

test('a helper must be a program', async (t) => {
  const text = (program: string) => `stores: { a: { kind: helper, command: [${program}] } }`
  assert.deepEqual(await check(t, text('/bin/cat')), [])
  assert.deepEqual(await check(t, text('./script'), { script: 'x' }), [
    'f:1:40: stores.a.command[0]: there is no program ./script that may be run',
  ])
})

test('a PAC script that is a file is looked for, and a server is not asked', async (t) => {
  const text = [
    'parents: { corp: { url: "http://p:1" } }',
    'routes:',
    '  - { users: [a], via: { pac: none.pac } }',
    '  - { users: [b], via: { pac: there.pac } }',
    '  - { via: { pac: "http://127.0.0.1:1/way.pac" } }',
  ].join('\n')
  assert.deepEqual(await check(t, text, { 'there.pac': '' }), [
    'f:3:31: routes[0].via.pac: ./none.pac: there is no such file',
  ])
})
