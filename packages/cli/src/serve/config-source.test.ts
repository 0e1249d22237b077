import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { directoryWith } from '../config/testing/files.ts'
import { configSource } from './config-source.ts'
import { lateData } from './late-data.ts'

function aSource(directory: string, override = (config: Config) => config) {
  const notices: string[] = []
  const source = configSource({
    path: join(directory, 'a.yaml'),
    override,
    env: {},
    pollMs: 20,
    composing: {
      own: lateData(),
      guardFor: () => undefined,
      notify: (sentence) => void notices.push(sentence),
      nowMs: Date.now,
      offsetMinutes: () => 0,
      setVariable: () => {},
    },
  })
  return { source, notices }
}

test('a file is composed as the command line would have it', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': '' })
  const { source } = aSource(directory, (config) => ({ ...config, egress: { allowPrivate: true } }))
  const { config, close } = await source.compose()
  t.after(close)
  assert.equal(config.egress.allowPrivate, true)
})

test('what is wrong in the file, or with what it mentions, is told with its place', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': 'x: 1\ny: 2\n' })
  const { source } = aSource(directory)
  const file = join(directory, 'a.yaml')
  const wrong = { name: 'Problem', exitCode: 5, message: /a\.yaml:1:1: x: .*\n.*a\.yaml:2:1: y: / }
  await assert.rejects(source.compose(), wrong)
  writeFileSync(file, 'stores:\n  a: { kind: htpasswd, file: none }\n')
  await assert.rejects(source.compose(), {
    exitCode: 5,
    message: /a\.yaml:2:30: stores\.a\.file: .*none: .*there is no such file/,
  })
})

test('a file that was emptied is not what holds without one: somebody is about to write it', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': '# all by default\n' })
  const { source } = aSource(directory)
  for (const text of ['# all by default\n', 'egress: { allowPrivate: true }\n']) {
    writeFileSync(join(directory, 'a.yaml'), text)
    await (await source.compose()).close()
  }
  for (const text of ['', '\n# nothing\n']) {
    writeFileSync(join(directory, 'a.yaml'), text)
    await assert.rejects(source.compose(), { exitCode: 5, message: /a\.yaml:1:1: .*empty now/ })
  }
})

test('a warning is said and does not keep it from serving', async (t) => {
  const text = 'authentication: { default: { certificates: { user: dns } } }'
  const { source, notices } = aSource(directoryWith(t, { 'a.yaml': text }))
  const { close } = await source.compose()
  t.after(close)
  assert.match(notices.join(), /:1:44: warning: authentication\.default\.certificates: /)
})

test('another content is a change; the same content, and files beside it, are none', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': 'data: a' })
  const { source } = aSource(directory)
  const { close } = await source.compose()
  t.after(close)
  const changes = new EventEmitter()
  let count = 0
  t.after(
    source.watch(() => {
      count++
      changes.emit('changed')
    }),
  )
  writeFileSync(join(directory, 'other'), 'x')
  writeFileSync(join(directory, 'a.yaml'), 'data: a')
  // Long enough for several looks by the clock.
  await delay(150)
  assert.equal(count, 0)
  const changed = once(changes, 'changed')
  writeFileSync(join(directory, 'a.yaml'), 'data: b')
  await changed
  await delay(150)
  assert.equal(count, 1, 'said once, although nobody has composed it yet')
})

test('a file that is gone is a change, too', async (t) => {
  const directory = directoryWith(t, { 'a.yaml': 'data: a' })
  const { source } = aSource(directory)
  const { close } = await source.compose()
  t.after(close)
  const { promise, resolve } = Promise.withResolvers<void>()
  t.after(source.watch(resolve))
  rmSync(join(directory, 'a.yaml'))
  await promise
})
