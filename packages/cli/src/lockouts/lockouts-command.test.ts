import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { scene } from '../testing/scene.ts'
import { lockOutsIn } from './testing/lock-outs-in.ts'

async function lockouts(...args: string[]): Promise<string> {
  const { surroundings, stdout, stderr } = scene()
  const code = await run(['lockouts', ...args], surroundings)
  return `${code} ${stdout()}${stderr()}`
}

test('lock-outs are listed and cleared, as it is typed', async (t) => {
  const data = ['--data', lockOutsIn(t)]
  assert.match(await lockouts('list', '--client', '2001:db8::1', ...data), /^0 CLIENT .*\n2001:db8/)
  assert.equal(
    await lockouts('clear', '--client', '2001:db8::/32', ...data),
    '0 1 lock-out was ended\n',
  )
  assert.match(await lockouts('clear', '--user', 'carol', ...data), /^1 hopwise: Nobody like that/)
  assert.equal(await lockouts('clear', ...data), '0 3 lock-outs were ended\n')
})

test('a client that is no address is refused', async () => {
  assert.match(await lockouts('list', '--client', 'alice'), /^2 hopwise: .*Write an address/)
})
