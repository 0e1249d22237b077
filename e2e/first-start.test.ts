import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from '../packages/journal/src/entry.ts'
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
  assert.equal(await first.stop(), 0)

  const second = await startProxy(scope, { data, htpasswd: false })
  const again = await shell(line.replaceAll(first.authority, second.authority))
  assert.match(again.stdout, new RegExp(user), 'the password still holds')
  assert.equal(await second.stop(), 0)
  assert.ok(!second.stderr.text().includes(password), second.stderr.text())
  assert.doesNotMatch(second.stderr.text(), /password/i)
})

test('a taken port ends the start with one sentence and leaves no data behind it', async (t) => {
  const scope = scopeOf(t)
  const running = await startProxy(scope)
  const data = await tempDir(scope)
  const ran = await run(...hopwise('serve', '--listen', running.authority, '--data', `${data}/new`))
  assert.notEqual(ran.code, 0)
  assert.match(
    ran.stderr,
    new RegExp(`^[^\\n]*${running.port}[^\\n]*\\n$`),
    'one line, naming the port',
  )
  assert.equal(ran.stdout, '')
})

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
