import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { INSTALL, makeCheckout } from './testing/checkout.ts'

const COUNT_SIGNALS = `
  let count = 0
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      count += 1
      console.log(signal, count)
      // Time for a second one, if there should be one.
      setTimeout(() => process.exit(40 + count), 300)
    })
  }
  setInterval(() => {}, 1000)
  console.log('ready')`

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} without a terminal reaches the program once, and its exit code is kept`, async (t) => {
    const running = makeCheckout(t, { program: COUNT_SIGNALS }).start('start.mjs')
    await running.printed('ready')
    running.child.kill(signal)
    const { code, out } = await running.ended()
    assert.deepEqual([code, out], [41, `ready\n${signal} 1\n`])
  })
}

test('Ctrl-C in a terminal reaches the program once', { skip: missing('script') }, async (t) => {
  const running = makeCheckout(t, { program: COUNT_SIGNALS }).start('start.mjs', [], {}, inTerminal)
  await running.printed('ready')
  running.child.stdin!.write('\x03')
  const { code, out } = await running.ended()
  assert.equal(code, 41)
  assert.match(out, /SIGINT 1/)
  assert.doesNotMatch(out, /SIGINT 2/)
})

test('a program that a signal ended counts as 128 and the signal', async (t) => {
  const checkout = makeCheckout(t, { program: "process.kill(process.pid, 'SIGKILL')" })
  assert.equal((await checkout.start('start.mjs').ended()).code, 137)
})

test('the Node of the npm package runs the program', async (t) => {
  const other = INSTALL.replace(
    /^ln .*$/m,
    'printf "#!/bin/sh\\necho other Node" > node_modules/.bin/node',
  )
  const checkout = makeCheckout(t, { npm: `${other}\nchmod +x node_modules/.bin/node` })
  assert.equal((await checkout.start('start.mjs').ended()).out, 'other Node\n')
})

test('where the npm package has left no Node, the one that runs will do if it is new enough', async (t) => {
  const withoutNode = INSTALL.replace(/^ln .*$/m, '')
  const checkout = makeCheckout(t, { npm: withoutNode, program: 'console.log(process.execPath)' })
  assert.equal((await checkout.start('start.mjs').ended()).out, `${process.execPath}\n`)
})

test('a missing program is one sentence', async (t) => {
  const checkout = makeCheckout(t)
  fs.rmSync(checkout.file('packages/cli/bin/hopwise.mjs'))
  const { code, err } = await checkout.start('start.mjs').ended()
  assert.equal(code, 1)
  assert.match(err, /hopwise: packages\/cli\/bin\/hopwise.mjs does not exist in this checkout\n$/)
})

/** script(1) gives the command a terminal and passes on what is typed. */
function inTerminal(command: readonly string[]): readonly string[] {
  return ['script', '-qfec', `exec ${command.join(' ')}`, '/dev/null']
}

function missing(program: string): string | false {
  return !fs.existsSync(`/usr/bin/${program}`) && `not installed: ${program}`
}
