import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { Secret } from '../../secret.ts'
import {
  type Ended,
  type HelperProcess,
  type HelperProcessOptions,
  startHelper,
} from './helper-process.ts'
import { CHANNEL_HELPER, SHELL_HELPER } from './testing/shell-helper.ts'

const RIGHT = new Secret('right')

test('a question is answered, and the next by the same process', async (t) => {
  const { helper } = started(t)
  const reply = await helper.ask('alice', RIGHT)
  assert.deepEqual([reply.result, reply.user, reply.groups], ['OK', 'Alice', ['staff']])
  assert.equal((await helper.ask('alice', new Secret('wrong'))).result, 'ERR')
  const [first, second] = [await helper.ask('pid', RIGHT), await helper.ask('pid', RIGHT)]
  assert.equal(first.user, second.user)
})

test('with channels several are asked at once, and answers come in any order', async (t) => {
  const { helper } = started(t, { command: CHANNEL_HELPER, channels: 2 })
  const first = helper.ask('alice', RIGHT)
  assert.equal(helper.isFree, true)
  const second = helper.ask('bob', RIGHT)
  assert.equal(helper.isFree, false)
  assert.deepEqual([(await first).user, (await second).user], ['alice', 'bob'])
})

test('a program that ends takes its questions with it, which may be asked elsewhere', async (t) => {
  const { helper, ended } = started(t)
  await assert.rejects(helper.ask('die', RIGHT), { message: 'it ended with code 3', isLost: true })
  assert.deepEqual(await ended, { sentence: 'it ended with code 3', hasAnswered: false })
  assert.equal(helper.isFree, false)
})

test('a program that hangs is killed with all that it has started, and that question is not asked again', async (t) => {
  const { helper, ended } = started(t, { timeLimitMs: 100 })
  const fromMs = performance.now()
  await assert.rejects(helper.ask('hang', RIGHT), {
    message: 'it did not answer within 100 ms and was killed',
    isLost: false,
  })
  assert.equal(helper.isFree, false)
  await ended
  assert.ok(performance.now() - fromMs < 10_000, 'the sleep of a minute was not awaited')
})

test('a program that says what is no answer is not trusted with another', async (t) => {
  const { helper, ended } = started(t)
  await assert.rejects(helper.ask('chatter', RIGHT), {
    message: 'it printed a line that is no answer (OK, ERR or BH), and was killed',
  })
  await ended
  const early = started(t, { command: ['/bin/sh', '-c', 'echo OK; sleep 60'] })
  assert.equal((await early.ended).sentence, 'it answered what it was not asked, and was killed')
})

test('an answer without end is not kept', async (t) => {
  const command = ['/bin/sh', '-c', 'head -c 100000 /dev/zero; sleep 60']
  const { ended } = started(t, { command })
  assert.equal((await ended).sentence, 'its answer has no end, so it was killed')
})

test('a program that is not there is told', async (t) => {
  const { helper } = started(t, { command: ['/nowhere/helper'] })
  await assert.rejects(helper.ask('alice', RIGHT), { message: /cannot be started .*ENOENT/ })
})

test('what it complains about is told without the password', async (t) => {
  const { helper, lines } = started(t)
  await helper.ask('complain', new Secret('opensesame'))
  helper.end('politely')
  assert.deepEqual(await lines(1), ['no such user, password [secret]'])
})

test('what it says of a password after it has answered is told without it, too', async (t) => {
  const script = 'read -r line; echo OK; read -r more; echo "late: $line" >&2; echo OK'
  const { helper, lines } = started(t, { command: ['/bin/sh', '-c', script] })
  await helper.ask('alice', new Secret('opensesame'))
  await helper.ask('bob', new Secret('another'))
  assert.deepEqual(await lines(1), ['late: alice [secret]'])
})

test('its environment is what it is given, and its arguments hold no password', async (t) => {
  const command = ['/bin/sh', '-c', 'read -r line; env >&2; echo OK']
  const { helper, lines } = started(t, { command, environment: { LIBRARY: 'x' } })
  await helper.ask('alice', new Secret('opensesame'))
  const shown = (await lines(1)).join('\n')
  assert.match(shown, /LIBRARY=x/)
  assert.doesNotMatch(shown, /HOME=|npm_|opensesame/)
})

test('it runs where it is told', async (t) => {
  const command = ['/bin/sh', '-c', 'read -r line; echo OK user=$(pwd)']
  const { helper } = started(t, { command, directory: '/usr' })
  assert.equal((await helper.ask('alice', RIGHT)).user, '/usr')
})

test('ended politely it ends by itself', async (t) => {
  const { helper, ended } = started(t)
  helper.end('politely')
  assert.deepEqual(await ended, { sentence: 'it ended with code 0', hasAnswered: false })
})

function started(
  t: TestContext,
  options: Partial<HelperProcessOptions> = {},
): { helper: HelperProcess; ended: Promise<Ended>; lines(count: number): Promise<string[]> } {
  const ended = Promise.withResolvers<Ended>()
  const told: string[] = []
  let look = () => {}
  const helper = startHelper({
    command: SHELL_HELPER,
    environment: { PATH: '/usr/bin:/bin' },
    channels: 0,
    timeLimitMs: 10_000,
    onEnd: ended.resolve,
    onLine: (line) => {
      told.push(line)
      look()
    },
    ...options,
  })
  t.after(async () => {
    helper.end('now')
    await ended.promise
  })
  const lines = (count: number) =>
    new Promise<string[]>((resolve) => {
      look = () => told.length >= count && resolve(told)
      look()
    })
  return { helper, ended: ended.promise, lines }
}
