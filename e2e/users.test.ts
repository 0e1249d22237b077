import assert from 'node:assert/strict'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertJournal } from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { assertNothingKept } from './harness/no-credentials.ts'
import { startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf } from './harness/scope.ts'
import { hopwise, type StartedProxy, startProxy } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, MAX, writeHtpasswd } from './harness/users.ts'

const skip = missing('curl', 'openssl')

test('what `hopwise user` changes holds for the very next request', { skip }, async (t) => {
  const scope = scopeOf(t)
  const proxy = await startProxy(scope, { htpasswd: false })
  const origin = await startOrigin(scope)
  const status = (password: string): Promise<string> => ask(proxy, origin.url, 'bob', password)

  assert.equal(await status('first'), '407')
  await user(proxy, 'first', 'add', 'bob', '--password-stdin')
  assert.equal(await status('first'), '200')
  assert.equal(await status('first'), '200', 'from the cache, most likely')
  await user(proxy, 'second', 'passwd', 'bob', '--password-stdin')
  assert.equal(await status('first'), '407')
  assert.equal(await status('second'), '200')
  assert.match((await user(proxy, '', 'list')).stdout, /bob/)
  await user(proxy, '', 'disable', 'bob')
  assert.equal(await status('second'), '407')
  assert.match((await user(proxy, '', 'list')).stdout, /bob.*disabled/)
  await user(proxy, '', 'remove', 'bob')
  assert.equal(await status('second'), '407')

  await assertJournal(proxy, origin.port, [
    'refused 407 CREDENTIALS_REJECTED unknown-user bob',
    'relayed 200 bob',
    'relayed 200 bob',
    'refused 407 CREDENTIALS_REJECTED wrong-password bob',
    'relayed 200 bob',
    'refused 407 USER_DISABLED user-disabled bob',
    'refused 407 CREDENTIALS_REJECTED unknown-user bob',
  ])
})

test('neither passwords nor credentials are kept on disk', { skip }, async (t) => {
  const proxy = await startProxy(scopeOf(t), { htpasswd: false })
  const carol = { user: 'carol', password: 'a rather long phrase' }
  await user(proxy, carol.password, 'add', carol.user, '--password-stdin')
  const hello = await curl(proxy, 'http://hopwise.internal/', carol.user, carol.password)
  assert.match(hello.stdout, /carol/)
  await curl(proxy, 'http://hopwise.internal/', ALICE.user, ALICE.password)
  assert.equal(await proxy.stop(), 0, proxy.stderr.text())
  await assertNothingKept(proxy, carol)
})

test('a password file is read live: a line that goes takes its user along', { skip }, async (t) => {
  const scope = scopeOf(t)
  const dir = await tempDir(scope)
  const htpasswd = await writeHtpasswd(dir)
  const proxy = await startProxy(scope, { htpasswd })
  const origin = await startOrigin(scope)
  const status = (): Promise<string> => ask(proxy, origin.url, ALICE.user, ALICE.password)

  assert.equal(await status(), '200')
  const lines = (await readFile(htpasswd, 'utf8')).split('\n')
  const others = lines.filter((line) => !line.startsWith(ALICE.user)).join('\n')
  await writeFile(join(dir, 'new'), others, { mode: 0o600 })
  await rename(join(dir, 'new'), htpasswd)
  // The file's directory is watched and a file being written is let settle: moments, not the next request.
  const limit = AbortSignal.timeout(20_000)
  while ((await status()) === '200') limit.throwIfAborted()
  assert.equal(await status(), '407')
  assert.equal(await ask(proxy, origin.url, MAX.user, MAX.password), '200')
})

test('a wrong password and an unknown user are told the same', { skip }, async (t) => {
  const proxy = await startProxy(scopeOf(t), { htpasswd: false })
  await user(proxy, 'secret', 'add', 'eve', '--password-stdin')
  const bodies: string[] = []
  for (const [name, password] of [
    ['eve', 'wrong'],
    ['nobody', 'wrong'],
  ] as const) {
    const ran = await curl(proxy, 'http://hopwise.internal/', name, password)
    bodies.push(ran.stdout.replaceAll(/exchange [-\w]+/g, 'exchange …').replaceAll(name, '…'))
  }
  assert.equal(bodies[0], bodies[1])
  assert.match(bodies[0] ?? '', /407/)
})

async function user(
  proxy: StartedProxy,
  password: string,
  ...args: readonly string[]
): Promise<Ran> {
  const [file, full] = hopwise('user', ...args, '--data', proxy.data)
  const ran = await run(file, full, { input: password && `${password}\n` })
  assert.equal(ran.code, 0, `user ${args.join(' ')}: ${ran.stderr}`)
  return ran
}

async function ask(
  proxy: StartedProxy,
  url: string,
  name: string,
  password: string,
): Promise<string> {
  const ran = await curl(proxy, url, name, password)
  return /^status=(\d+)$/m.exec(ran.stdout)?.[1] ?? `${ran.stdout}${ran.stderr}`
}

function curl(proxy: StartedProxy, url: string, name: string, password: string): Promise<Ran> {
  const status = ['-w', '\nstatus=%{http_code}\n']
  const auth = ['--proxy-user', `${name}:${password}`]
  return run('curl', ['-q', '-sS', '--proxy', proxy.url, ...auth, ...status, url])
}
