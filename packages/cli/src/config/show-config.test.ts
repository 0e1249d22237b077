import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { scene } from '../testing/scene.ts'
import { parseConfig } from './parse-config.ts'
import { showConfig } from './show-config.ts'
import { directoryWith } from './testing/files.ts'

const TEXT = `
listeners: [{ listen: "127.0.0.1:1", tls: { certificate: a.pem, key: { file: a.key } } }]
stores: { corp: { kind: ldap, urls: ["ldap://h"], user: { base: dc=x, bind: { dn: cn=x, password: { env: PW } } } } }
policy: { timeZone: UTC, rules: [{ name: x, effect: deny, hours: [sat-sun], destinations: ['*.a'] }] }
authentication: { default: { addresses: [{ clients: [10.0.0.0/8] }] } }
`

test('what is shown is a configuration that means the same', async (t) => {
  const file = join(directoryWith(t, { 'a.yaml': TEXT }), 'a.yaml')
  const { surroundings, stdout } = scene()
  assert.equal(await showConfig(file, 'yaml', surroundings), 0)
  const again = parseConfig(stdout())
  assert.deepEqual(again.problems, [])
  assert.equal(JSON.stringify(again.config), JSON.stringify(parseConfig(TEXT).config))
  assert.match(stdout(), /idleTimeout: 75s/)
  assert.match(stdout(), /env: PW/)
})

test('as JSON it is the same', async (t) => {
  const file = join(directoryWith(t, { 'a.yaml': TEXT }), 'a.yaml')
  const [yaml, json] = [scene(), scene()]
  await showConfig(file, 'yaml', yaml.surroundings)
  await showConfig(file, 'json', json.surroundings)
  assert.deepEqual(JSON.parse(json.stdout()), parse(yaml.stdout()))
})

test('one that cannot be used is not shown', async (t) => {
  const file = join(directoryWith(t, { 'a.yaml': 'x: 1' }), 'a.yaml')
  const { surroundings, stdout, stderr } = scene()
  assert.equal(await showConfig(file, 'yaml', surroundings), 5)
  assert.equal(stdout(), '')
  assert.match(stderr(), /a\.yaml:1:1: x: there is no such key/)
})
