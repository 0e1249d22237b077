import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { hopwise } from '../testing/hopwise.ts'
import { scene } from '../testing/scene.ts'

test('the real command explains a request, and ends with 1 where it is refused', async () => {
  const refused = await hopwise(['why', '--user', 'alice', '--to', 'http://127.0.0.1/'])
  assert.equal(refused.stderr, '')
  assert.equal(refused.code, 1)
  assert.match(refused.stdout, /HTTP\/1\.1 403 [\s\S]*"fault":"DESTINATION_FORBIDDEN"/)
  const opened = ['--allow-private', '--group', 'ops', '--group', 'dev', '--method', 'POST']
  const allowed = await hopwise(['why', '--user', 'alice', '--to', '127.0.0.1:80', ...opened])
  assert.equal(allowed.code, 0)
  assert.match(allowed.stdout, /^POST http:\/\/127\.0\.0\.1:80\/ by alice[\s\S]*groups ops, dev/)
})

const wrong: readonly [args: readonly string[], says: RegExp][] = [
  [[], /--to/],
  [['--to', 'a b'], /HOST:PORT/],
  [['--to', 'a:1', '--from', 'localhost'], /Write an IP address/],
  [['--to', 'a:1', '--address', '10.0.0.1', '--address', '10.1'], /Write an IP address/],
  [['--to', 'a:1', '--at', 'noon'], /Write a span/],
  [['--to', 'a:1', '--resolve', '--address', '10.0.0.1'], /cannot be used with/],
]
for (const [args, says] of wrong) {
  test(`hopwise why ${args.join(' ')} is refused`, async () => {
    const { surroundings, stderr } = scene()
    assert.equal(await run(['why', ...args], surroundings), 2)
    assert.match(stderr(), says)
  })
}

test('a configuration that is not there is said', async () => {
  const { surroundings, stderr } = scene()
  assert.equal(await run(['why', '--to', 'a:1', '--config', '/nonexistent'], surroundings), 5)
  assert.match(stderr(), /\/nonexistent:1:1: it cannot be read/)
})
