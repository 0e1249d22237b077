import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { type SceneOptions, scene } from '../testing/scene.ts'

async function explained(args: readonly string[], options: SceneOptions = {}, input = '') {
  const { surroundings, stdin, stdout, stderr } = scene(options)
  stdin.end(input)
  const code = await run(['explain', ...args], surroundings)
  return { code, stdout: stdout(), stderr: stderr() }
}

test('the locale chooses the language, and --lang goes before it', async () => {
  const env = { LC_ALL: 'ru_RU.UTF-8' }
  assert.match((await explained(['407'], { env })).stdout, /^Кто виноват/m)
  assert.match((await explained(['407', '--lang', 'en'], { env })).stdout, /^Whose fault/m)
})

const OWN_RESPONSE =
  'HTTP/1.1 407 Proxy Authentication Required\r\nVia: 1.1 hopwise\r\n\r\n' +
  '{"type": "http://hopwise.internal/errors/CREDENTIALS_MISSING"}'

test('a response of ours is explained by the fault that it names', async () => {
  const { stdout } = await explained([], {}, OWN_RESPONSE)
  assert.match(stdout, /^Hopwise itself says:\n\nCREDENTIALS_MISSING: Sign in to this proxy\n/)
  const { candidates, fault } = JSON.parse((await explained(['--json'], {}, OWN_RESPONSE)).stdout)
  assert.deepEqual([candidates[0].id, fault.code], ['iana/407', 'CREDENTIALS_MISSING'])
})

test('a page of ours in a response with another code is no fault of ours', async () => {
  const { stdout } = await explained([], {}, OWN_RESPONSE.replace('407', '404'))
  assert.doesNotMatch(stdout, /Hopwise itself says/)
})

test('a fault alone is one JSON object, too', async () => {
  const { stdout } = await explained(['CONNECT_REFUSED', '--json'])
  const { kind, code, status } = JSON.parse(stdout)
  assert.deepEqual([kind, code, status], ['fault', 'CONNECT_REFUSED', 502])
})

test('a constant is alone on its line', async () => {
  assert.equal(
    (await explained(['407', '--code-in', 'go'])).stdout,
    'http.StatusProxyAuthRequired\n',
  )
  const several = (await explained(['Not Found', '--code-in', 'java'])).stdout
  assert.match(several, /^java-\S+ \S+\njava-/)
  const { stdout } = await explained(['USER_DISABLED', '--code-in', 'rust', '--json'])
  assert.equal(JSON.parse(stdout)[0].names[0], 'StatusCode::PROXY_AUTHENTICATION_REQUIRED')
})

test('what is no status code has no constant', async () => {
  const { code, stderr } = await explained(['TCP_DENIED', '--code-in', 'go'])
  assert.equal(code, 1)
  assert.match(stderr, /no status code/)
})

test('nonsense ends with 1 and what may have been meant', async () => {
  const { code, stdout, stderr } = await explained(['ERR_TUNEL_CONNECTION_FAILED'])
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^hopwise: Nothing is known as "ERR_TUNEL.*did you mean "ERR_TUNNEL_CONN/)
})

test('nonsense that is near nothing is cut and made harmless', async () => {
  const { code, stderr } = await explained([`\x1b[2J${'z'.repeat(500)}`])
  assert.equal(code, 1)
  assert.ok(stderr.length < 300 && !stderr.includes('\x1b'))
})

test('colour is for terminals', async () => {
  const terminal = { isTty: true, columns: 60 }
  assert.match((await explained(['407'], terminal)).stdout, /^\p{Cc}\[1;33m407/u)
  const plain = await explained(['407'], { ...terminal, env: { NO_COLOR: '1' } })
  assert.ok(!plain.stdout.includes('\x1b'))
})

test('no line ends in blanks', async () => {
  assert.doesNotMatch((await explained(['404.13'])).stdout, / \n/)
})
