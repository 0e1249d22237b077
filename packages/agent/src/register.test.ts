import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { startHonest } from './testing/honest-proxy.ts'
import { startOrigin } from './testing/origin.ts'

const REGISTER = new URL('./register.ts', import.meta.url).href
const PROGRAM = `
  import http from 'node:http'
  const url = process.argv[1]
  console.log((await fetch(url)).status)
  http.get(url, (response) => console.log(response.resume().statusCode))
`
const HTTP_PROGRAM = `
  import http from 'node:http'
  http.get(process.argv[1], (response) => console.log(response.resume().statusCode))
`

test('a program that knows nothing of it goes through the proxy of its environment, and ends', async (t) => {
  const [proxy, origin] = [await startHonest(t), await startOrigin(t)]
  const http_proxy = `http://alice:opensesame@127.0.0.1:${proxy.port}`
  const { stdout } = await run(origin.url, { http_proxy })
  assert.equal(stdout, '200\n200\n')
  assert.equal(proxy.requests.filter((line) => line.endsWith('=')).length, 2)
})

test('a variable that cannot be used is warned of, and what it is for fails', async (t) => {
  const origin = await startOrigin(t)
  const env = { http_proxy: 'socks://me:secret@x' }
  const said = /http_proxy cannot be used: of SOCKS only version 5/
  for (const program of [PROGRAM, HTTP_PROGRAM]) {
    await assert.rejects(run(origin.url, env, [], program), ({ stderr }: { stderr: string }) => {
      assert.match(stderr, new RegExp(`TypeError: ${said.source}`))
      assert.doesNotMatch(stderr, /secret/)
      return true
    })
  }
  assert.equal(origin.requests.length, 0)
  const { stdout, stderr } = await run(origin.url, { ...env, no_proxy: '127.0.0.1' })
  assert.equal(stdout, '200\n200\n')
  assert.match(stderr, new RegExp(`Warning: ${said.source}`))
})

test('HOPWISE_PROXY_PAC chooses, credentials go to the listed proxies only, and the program ends', async (t) => {
  const [proxy, origin] = [await startHonest(t), await startOrigin(t)]
  const script = `function FindProxyForURL() { return 'PROXY 127.0.0.1:${proxy.port}' }`
  const env = {
    HOPWISE_PROXY_PAC: `data:,${encodeURIComponent(script)}`,
    HOPWISE_PROXY_USER: 'alice',
    HOPWISE_PROXY_PASSWORD: 'opensesame',
  }
  const listed = { ...env, HOPWISE_PROXY_CREDENTIALS_FOR: `127.0.0.1:${proxy.port}` }
  assert.equal((await run(origin.url, listed)).stdout, '200\n200\n')
  assert.ok(proxy.requests.length >= 2)
  const before = proxy.requests.length
  const unlisted = run(origin.url, { ...env, HOPWISE_PROXY_CREDENTIALS_FOR: 'other.example' })
  await assert.rejects(unlisted, /CHALLENGE_UNANSWERABLE/)
  assert.ok(proxy.requests.length > before)
  assert.doesNotMatch(proxy.requests.slice(before).join('\n'), /Basic/)
})

test('a script that fails ends requests, and nothing goes around it', async (t) => {
  const origin = await startOrigin(t)
  const failing = run(origin.url, { HOPWISE_PROXY_PAC: 'data:,nonsense' })
  await assert.rejects(failing, /PacError: SCRIPT_FAILED: The script failed/)
  assert.equal(origin.requests.length, 0)
})

test('a Node that is too old is told so, and runs programs as it does without', async (t) => {
  const [proxy, origin] = [await startHonest(t), await startOrigin(t)]
  const older = `data:text/javascript,
    const node = { value: '22.18.0' };
    Object.defineProperty(process.versions, 'node', node);
    Object.defineProperty(process, 'version', { value: 'v' + node.value })`
  const env = { http_proxy: `http://127.0.0.1:${proxy.port}` }
  const { stdout, stderr } = await run(origin.url, env, ['--import', older])
  assert.equal(stdout, '200\n200\n')
  assert.match(stderr, /register does nothing: it needs Node 22\.19, this is v22\.18\.0/)
  assert.equal(proxy.requests.length, 0)
})

function run(
  url: string,
  env: Record<string, string>,
  before: readonly string[] = [],
  program = PROGRAM,
) {
  const args = [...before, '--import', REGISTER, '--input-type=module', '-e', program, url]
  return promisify(execFile)(process.execPath, args, { env })
}
