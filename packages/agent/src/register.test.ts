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

test('a program that knows nothing of it goes through the proxy of its environment, and ends', async (t) => {
  const [proxy, origin] = [await startHonest(t), await startOrigin(t)]
  const http_proxy = `http://alice:opensesame@127.0.0.1:${proxy.port}`
  const { stdout } = await run(origin.url, { http_proxy })
  assert.equal(stdout, '200\n200\n')
  assert.equal(proxy.requests.filter((line) => line.endsWith('=')).length, 2)
})

test('a variable that cannot be used is warned of, and the program runs', async (t) => {
  const origin = await startOrigin(t)
  const { stdout, stderr } = await run(origin.url, { http_proxy: 'socks5://me:secret@x' })
  assert.equal(stdout, '200\n200\n')
  assert.match(stderr, /Warning: http_proxy is not used: SOCKS is not supported/)
  assert.doesNotMatch(stderr, /secret/)
})

function run(url: string, env: Record<string, string>) {
  const args = ['--import', REGISTER, '--input-type=module', '-e', PROGRAM, url]
  return promisify(execFile)(process.execPath, args, { env })
}
