import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ask } from '../testing/ask.ts'
import { cleanUp } from '../testing/clean-up.ts'
import { hopwise, startHopwise } from '../testing/hopwise.ts'
import { temporaryDirectory } from '../testing/scene.ts'
import { hopwiseInTerminal } from '../testing/terminal.ts'

/** A server that answers everything with 200 and the request line's target. */
async function start(t: TestContext): Promise<string> {
  const server = createServer((request, response) => response.end(`saw ${request.url}`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp(t, () => server.close())
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function relay(t: TestContext, ...args: readonly string[]) {
  const data = join(temporaryDirectory(t), 'relay')
  const where = ['--listen', '127.0.0.1:0', '--data', data]
  const started = startHopwise(t, ['relay', ...where, ...args])
  const [, url = ''] = await started.until(/^listening on (http:\/\/127\.0\.0\.1:\d+)$/m)
  return { ...started, url, data }
}

test('requests go to the parent with their whole target, and are written down', async (t) => {
  const parent = await start(t)
  const { url, stdout, child, ended } = await relay(t, '--to', parent)
  const answer = await ask(url, 'http://a.test/x')
  assert.deepEqual(answer, { status: 200, body: 'saw http://a.test/x' })
  child.kill('SIGTERM')
  assert.equal(await ended, 0)
  assert.match(stdout(), /"outcome":"relayed".*"route":"parent"/)
})

test('a parent that lets it in is named at once, and the question is in no journal', async (t) => {
  const parent = await start(t)
  const { until, stdout, child, ended } = await relay(t, '--to', parent)
  await until(/^asked once: the parent proxy 127\.0\.0\.1:\d+ lets this relay in$/m)
  child.kill('SIGTERM')
  await ended
  assert.equal(stdout(), '')
})

test('the next parent is asked where one cannot be reached', async (t) => {
  const parent = await start(t)
  const { url } = await relay(t, '--to', '127.0.0.1:1', '--to', parent)
  assert.equal((await ask(url, 'http://a.test/')).status, 200)
})

test('the origin is asked where no parent can be reached and that is wanted', async (t) => {
  const origin = await start(t)
  const args = ['--to', '127.0.0.1:1', '--no-proxy', '']
  const { url } = await relay(t, ...args, '--direct-when-unreachable')
  const answer = await ask(url, `http://${origin}/y`)
  assert.deepEqual(answer, { status: 200, body: 'saw /y' })
})

test('else the client is told that the parent cannot be reached', async (t) => {
  const { url } = await relay(t, '--to', '127.0.0.1:1', '--no-proxy', '')
  const { status, body } = await ask(url, 'http://a.test/')
  assert.equal(status, 502)
  assert.match(body, /PARENT_UNREACHABLE/)
})

test('what is listed goes past the parent; this machine is, unless said otherwise', async (t) => {
  const origin = await start(t)
  const { url } = await relay(t, '--to', '127.0.0.1:1')
  assert.equal((await ask(url, `http://${origin}/y`)).body, 'saw /y')
})

test('it does not listen where others could come in, and then creates nothing', async (t) => {
  const data = join(temporaryDirectory(t), 'relay')
  const to = ['--to', 'proxy.corp:8080', '--data', data]
  const { code, stderr } = await hopwise(['relay', ...to, '--listen', '0.0.0.0:0'])
  assert.equal(code, 2)
  assert.match(stderr, /listens on loopback only/)
  assert.equal(existsSync(data), false)
})

test('a relay is not its own parent: it says so before it asks for a password, and creates nothing', async (t) => {
  const data = join(temporaryDirectory(t), 'relay')
  const user = ['--user', 'max', '--password-file', join(data, 'not-there')]
  const where = ['--listen', '127.0.0.1:4079', '--data', data]
  for (const own of ['http://127.0.0.1:4079', 'localhost:4079']) {
    const to = ['--to', 'proxy.corp:8080', '--to', own]
    const { code, stderr } = await hopwise(['relay', ...to, ...user, ...where])
    assert.equal(code, 2)
    assert.match(stderr, /--to http:\/\/\S+:4079 is this relay itself.*another port with --listen/)
    assert.equal(existsSync(data), false)
  }
})

test('a relay that a script names as its own parent ends in a loop that is named', async (t) => {
  // The relay's port is known when it listens: the script takes it from the name that is asked for.
  const script =
    "function FindProxyForURL(url, host) { return 'PROXY 127.0.0.1:' + host.slice(1, -5) }"
  const { url } = await relay(t, '--pac', `data:,${encodeURIComponent(script)}`)
  assert.equal((await ask(url, `http://p${new URL(url).port}.test/`)).status, 508)
})

test('at a terminal the password is asked for, and seen nowhere', async (t) => {
  const data = join(temporaryDirectory(t), 'relay')
  const where = ['--listen', '127.0.0.1:0', '--data', data]
  const args = ['relay', '--to', 'proxy.corp:8080', '--user', 'max', ...where]
  const terminal = hopwiseInTerminal(t, args, { columns: 80 })
  await terminal.until(/Password of max for the parent proxy: $/)
  terminal.type('s3cret\r')
  await terminal.until(/export no_proxy=/)
  terminal.type('\x03')
  assert.equal(await terminal.ended, 0)
  assert.match(
    terminal.screen(),
    /listening on http:\/\/127\.0\.0\.1:\d+\r\nrequests go to http:\/\/proxy/,
  )
  assert.doesNotMatch(terminal.screen(), /s3cret/)
})

test('IPv6 loopback is as good', async (t) => {
  const parent = await start(t)
  const data = join(temporaryDirectory(t), 'relay')
  const started = startHopwise(t, ['relay', '--to', parent, '--listen', '[::1]:0', '--data', data])
  const [, url = ''] = await started.until(/^listening on (http:\/\/\[::1\]:\d+)$/m)
  assert.equal((await ask(url, 'http://a.test/')).status, 200)
})

test('a parent that asks for a login that is not there is named', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(407, { 'proxy-authenticate': 'Basic realm="corp"' }).end('no')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUp(t, () => server.close())
  const to = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const { url, until } = await relay(t, '--to', to)
  await until(/^asked once: 407 of the parent proxy .* Start it with --user NAME/m)
  const { status, body } = await ask(url, 'http://a.test/')
  assert.equal(status, 502)
  assert.match(body, /PARENT_CHALLENGE_UNANSWERABLE/)
})
