import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { summary } from './harness/exchanges.ts'
import { missing } from './harness/missing.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf } from './harness/scope.ts'
import { hopwise, startProxy } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

const skip = missing('curl')

test('the first start prints a curl line that works as it is; the second prints no password', {
  skip,
}, async (t) => {
  const scope = scopeOf(t)
  const data = await tempDir(scope)
  const first = await startProxy(scope, { data, htpasswd: false })
  const [line] = await first.stderr.until(/^\s*curl .*$/m)
  const { user, password } = credentialsIn(line)

  const ran = await shell(line)
  assert.equal(ran.code, 0, ran.stderr)
  assert.match(ran.stdout, new RegExp(user))
  const look = (): Entry | undefined => first.exchanges.all()[0]
  const entry = await first.exchanges.until('exchange', look)
  assert.equal(summary(entry), `answered 200 ${user}`)
  assert.ok(
    !JSON.stringify(first.exchanges.all()).includes(password),
    'the journal has no password',
  )
  assert.equal(await first.stop(), 0, first.stderr.text())

  const second = await startProxy(scope, { data, htpasswd: false })
  const again = await shell(line.replaceAll(first.authority, second.authority))
  assert.match(again.stdout, new RegExp(user), 'the password still holds')
  assert.equal(await second.stop(), 0, second.stderr.text())
  assert.ok(!second.stderr.text().includes(password), second.stderr.text())
  assert.doesNotMatch(second.stderr.text(), /password/i)
})

test('a taken port ends the start with one sentence, and the next start is still the first', async (t) => {
  const scope = scopeOf(t)
  const data = join(await tempDir(scope), 'new')
  const running = await startProxy(scope)
  const ran = await serve('--listen', running.authority, '--data', data)
  assertOneSentence(ran, String(running.port))
  const next = await startProxy(scope, { data, htpasswd: false })
  await next.stderr.until(/^\s*curl .*:.*@/m)
})

test('a data directory that cannot be made ends the start with one sentence', async (t) => {
  const file = join(await tempDir(scopeOf(t)), 'file')
  await writeFile(file, '')
  const ran = await serve('--listen', '127.0.0.1:0', '--data', join(file, 'data'))
  assertOneSentence(ran, file)
})

test('a password file that is not there ends the start with one sentence', async (t) => {
  const dir = await tempDir(scopeOf(t))
  const htpasswd = join(dir, 'nobody')
  const listen = ['--listen', '127.0.0.1:0', '--data', join(dir, 'data')]
  assertOneSentence(await serve(...listen, '--htpasswd', htpasswd), htpasswd)
})

function serve(...args: readonly string[]): Promise<Ran> {
  return run(...hopwise('serve', ...args))
}

function assertOneSentence(ran: Ran, naming: string): void {
  assert.notEqual(ran.code, 0)
  assert.match(ran.stderr, /^[^\n]+\n$/)
  assert.ok(ran.stderr.includes(naming), `${ran.stderr} names ${naming}`)
  assert.equal(ran.stdout, '')
}

function shell(line: string): Promise<Ran> {
  return run('sh', ['-c', line])
}

/** The user and the password of `-x http://user:password@…` or `-U user:password`. */
function credentialsIn(line: string): { readonly user: string; readonly password: string } {
  const [, user, password] =
    /(?:\/\/|(?:-U|--proxy-user) '?)([^:/'\s]+):([^@'\s]+)/.exec(line) ?? []
  assert.ok(user && password, `no credentials in: ${line}`)
  return { user, password }
}
