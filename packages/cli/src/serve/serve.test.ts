import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { openJournalReader } from '@hopwise/store'
import { directoryWith } from '../config/testing/files.ts'
import { ask } from '../testing/ask.ts'
import { hopwise, type Started, startHopwise } from '../testing/hopwise.ts'
import { temporaryDirectory } from '../testing/scene.ts'
import { hopwiseInTerminal } from '../testing/terminal.ts'

const OWN = 'http://hopwise.internal/'

test('the first start makes a user who can sign in at once; the second shows no password', async (t) => {
  const data = join(temporaryDirectory(t), 'data')
  const first = await serving(t, data)
  const [, user, password] = await first.until(
    /^ {2}curl -x http:\/\/(\w+):([\w-]+)@127\.0\.0\.1:\d+ http:\/\/hopwise\.internal\/$/m,
  )
  assert.equal((await ask(first.url, OWN)).status, 407)
  assert.equal((await ask(first.url, OWN, `${user}:${password}`)).status, 200)
  first.child.kill('SIGTERM')
  assert.equal(await first.ended, 0)
  assert.match(first.stderr(), /^SIGTERM: stopping\.$/m)

  const second = await serving(t, data)
  await second.until(
    /^user hopwise; to set new credentials: npx hopwise user passwd hopwise --data /m,
  )
  assert.equal((await ask(second.url, OWN, `${user}:${password}`)).status, 200)
  assert.ok(!second.stderr().includes(password ?? '?'))
})

test('what `hopwise user` does holds for the next request', async (t) => {
  const data = temporaryDirectory(t)
  const { url } = await serving(t, data)
  const user = async (command: string, password = ''): Promise<void> => {
    const args = ['user', ...command.split(' '), 'alice', '--data', data]
    const ended = await hopwise(args, password)
    assert.equal(ended.code, 0, ended.stderr)
  }
  const status = async (password: string): Promise<number> =>
    (await ask(url, OWN, `alice:${password}`)).status

  await user('add --password-stdin', 'one')
  assert.deepEqual([await status('one'), await status('one')], [200, 200])
  await user('passwd --password-stdin', 'two')
  assert.deepEqual([await status('one'), await status('two')], [407, 200])
  await user('disable')
  assert.equal(await status('two'), 407)
  await user('enable')
  assert.equal(await status('two'), 200)
  await user('remove')
  assert.equal(await status('two'), 407)
})

test('every exchange is printed and in the journal when the proxy has stopped', async (t) => {
  const data = temporaryDirectory(t)
  const proxy = await serving(t, data)
  for (let n = 0; n < 20; n++) await ask(proxy.url, OWN)
  proxy.child.kill('SIGTERM')
  assert.equal(await proxy.ended, 0)
  const printed = proxy
    .stdout()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(printed.length, 20)
  const reader = openJournalReader(join(data, 'journal.db'))
  t.after(() => reader.close())
  assert.deepEqual(reader.read({ limit: 100 }), printed)
})

test('the second signal ends what is under way, and it is written down', async (t) => {
  const data = temporaryDirectory(t)
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  t.after(() => silent.close())
  await once(silent, 'listening')
  const target = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
  const proxy = await serving(t, data, '--allow-private')
  const [, userPass = ''] = await proxy.until(/curl -x http:\/\/([^@]+)@/)
  const asked = ask(proxy.url, target, userPass).catch((error: Error) => error)
  await once(silent, 'request')

  proxy.child.kill('SIGINT')
  await proxy.until(/^SIGINT: no new connections; 1 exchange may finish within/m)
  // Within a second of the first it would be the same signal, delivered twice.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  proxy.child.kill('SIGINT')
  assert.equal(await proxy.ended, 0)
  assert.match(proxy.stderr(), /^SIGINT again: ending what is under way\.$/m)
  assert.ok((await asked) instanceof Error)
  assert.match(proxy.stdout(), new RegExp(`"target":"${target}"`))
})

test('a taken port leaves nothing behind', async (t) => {
  const proxy = await serving(t, temporaryDirectory(t))
  const parent = temporaryDirectory(t)
  const { code, stderr } = await hopwise([
    '--listen',
    new URL(proxy.url).host,
    '--data',
    join(parent, 'new'),
  ])
  assert.equal(code, 4)
  assert.match(stderr, /^hopwise: 127\.0\.0\.1:\d+ is taken by another program: [^\n]+\n$/)
  assert.deepEqual(readdirSync(parent), [])
})

test('data that another proxy holds are left alone, and that one is named', async (t) => {
  const data = temporaryDirectory(t)
  const proxy = await serving(t, data)
  const { code, stderr } = await hopwise(['--listen', '127.0.0.1:0', '--data', data])
  assert.equal(code, 3)
  assert.match(
    stderr,
    new RegExp(`in use by another running proxy \\(process ${proxy.child.pid}\\)`),
  )
})

test('a file where the data should be, and a directory that cannot be made, are said', async (t) => {
  const file = join(temporaryDirectory(t), 'file')
  writeFileSync(file, '')
  for (const data of [file, join(file, 'below'), '/proc/hopwise']) {
    const { code, stderr } = await hopwise(['--listen', '127.0.0.1:0', '--data', data])
    assert.equal(code, 3, stderr)
    assert.match(stderr, /^hopwise: \/[^\n]+--data\.\n$/)
  }
})

test('a broken password file is said with its line before anything is created', async (t) => {
  const parent = temporaryDirectory(t)
  const file = join(parent, 'htpasswd')
  writeFileSync(file, 'alice\n', { mode: 0o600 })
  const { code, stderr } = await hopwise([
    '--listen',
    '127.0.0.1:0',
    '--data',
    join(parent, 'new'),
    '--htpasswd',
    file,
  ])
  assert.equal(code, 5)
  assert.match(stderr, /^hopwise: [^\n]+htpasswd:1: the line has no colon; [^\n]+\n$/)
  assert.equal(existsSync(join(parent, 'new')), false)
})

test('with a password file no user is made, and its problems are notices', async (t) => {
  const data = temporaryDirectory(t)
  const file = join(temporaryDirectory(t), 'htpasswd')
  writeFileSync(file, 'alice:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\nbob\n', { mode: 0o644 })
  const proxy = await serving(t, data, '--htpasswd', file)
  await proxy.until(/^users come from .*htpasswd$/m)
  assert.match(proxy.stderr(), /htpasswd: .*chmod 600/)
  assert.match(proxy.stderr(), /htpasswd:2: the line has no colon/)
  assert.equal((await ask(proxy.url, OWN, 'alice:password')).status, 200)
  assert.ok(!readdirSync(data).includes('users.db'))
})

test('a reader of standard output that goes away does not end the proxy', async (t) => {
  const proxy = await serving(t, temporaryDirectory(t))
  proxy.child.stdout?.destroy()
  for (let n = 0; n < 5; n++) assert.equal((await ask(proxy.url, OWN)).status, 407)
  await proxy.until(
    /^Standard output was closed: exchanges are not printed any more, the journal goes on\.$/m,
  )
  assert.equal((await ask(proxy.url, OWN)).status, 407)
  proxy.child.kill('SIGTERM')
  assert.equal(await proxy.ended, 0)
})

test('a reader of standard output that does not read does not hold up the proxy', async (t) => {
  const proxy = await serving(t, temporaryDirectory(t))
  proxy.child.stdout?.pause()
  const target = `http://hopwise.internal/${'x'.repeat(1500)}`
  for (let n = 0; n < 200; n++) assert.equal((await ask(proxy.url, target)).status, 407)
  proxy.child.kill('SIGTERM')
  proxy.child.stdout?.resume()
  assert.equal(await proxy.ended, 0)
  assert.equal(proxy.stdout().trim().split('\n').length, 200)
})

test('an IPv6 address is listened on and written as in a URL', async (t) => {
  const args = ['serve', '--listen', '[::1]:0', '--data', temporaryDirectory(t)]
  const proxy = startHopwise(t, args)
  const [, url = ''] = await proxy.until(/^listening on (http:\/\/\[::1\]:\d+)$/m)
  assert.equal((await ask(url, OWN)).status, 407)
})

test('each format of the access log is one line per exchange, or none', async (t) => {
  for (const [format, line] of [
    ['common', /^127\.0\.0\.1 - - \[.*\] "GET http:\/\/hopwise\.internal\/ HTTP\/1\.1" 407 \d+\n$/],
    ['combined', /407 \d+ "-" "-"\n$/],
    ['pretty', /^\d\d:\d\d:\d\d 407 GET .*asked to sign in\n$/],
    ['none', /^$/],
  ] as const) {
    const proxy = await serving(t, temporaryDirectory(t), '--log-format', format)
    await ask(proxy.url, OWN)
    proxy.child.kill('SIGTERM')
    await proxy.ended
    assert.match(proxy.stdout(), line)
  }
})

test('an idle connection does not hold up the end', async (t) => {
  const proxy = await serving(t, temporaryDirectory(t))
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1')
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  proxy.child.kill('SIGHUP')
  assert.equal(await proxy.ended, 0)
})

test('SIGHUP reads the configuration; a closed terminal ends the proxy all the same', async (t) => {
  const directory = directoryWith(t, {
    'hopwise.yaml': 'data: data\nlisteners: [{ listen: "127.0.0.1:0" }]\n',
  })
  const terminal = hopwiseInTerminal(t, ['serve', '--config', join(directory, 'hopwise.yaml')])
  await terminal.until(/hopwise\.internal\//)
  const id = await processOf(join(directory, 'data'))
  process.kill(id, 'SIGHUP')
  await terminal.until(/read again, it holds from now on/)
  terminal.close()
  await eventually(() => !isRunning(id))
})

/** What holds the data, as whoever wants it too is told. */
async function processOf(data: string): Promise<number> {
  const { stderr } = await hopwise(['serve', '--listen', '127.0.0.1:0', '--data', data])
  const [, digits] = /\(process (\d+)\)/.exec(stderr) ?? []
  assert.ok(digits, stderr)
  return Number(digits)
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !isSo(); n++) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.ok(isSo())
}

async function serving(
  t: TestContext,
  data: string,
  ...more: readonly string[]
): Promise<Started & { readonly url: string }> {
  const started = startHopwise(t, ['serve', '--listen', '127.0.0.1:0', '--data', data, ...more])
  const [, url = ''] = await started.until(/^listening on (http:\/\/127\.0\.0\.1:\d+)$/m)
  return { ...started, url }
}
