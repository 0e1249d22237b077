import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { PAC_LIMITS } from './pac-limits.ts'
import { readScript } from './read-script.ts'

const LIMITS = { ...PAC_LIMITS, scriptBytesMax: 10 }

const DATA: readonly [url: string, script: string][] = [
  ['data:,a%20b', 'a b'],
  ['data:application/x-ns-proxy-autoconfig,%2F%2Fx', '//x'],
  ['data:text/plain;base64,Ly94', '//x'],
  ['data:;charset=utf-8,%C3%A4', '\u00e4'],
  ['data:,a,b', 'a,b'],
]

for (const [url, script] of DATA) {
  test(`${url} is ${JSON.stringify(script)}`, async () => {
    const read = await readScript({ kind: 'data', url }, {}, LIMITS)
    assert.equal(read.kind === 'script' && read.script, script)
  })
}

test('a data URL that is none, or too large, is a failure', async () => {
  for (const [url, code] of [
    ['data:x', 'SOURCE_UNAVAILABLE'],
    ['data:,%zz', 'SOURCE_UNAVAILABLE'],
    [`data:,${'x'.repeat(11)}`, 'SCRIPT_TOO_LARGE'],
    [`data:,${'x'.repeat(100)}`, 'SCRIPT_TOO_LARGE'],
    [`data:;base64,${Buffer.alloc(11).toString('base64')}`, 'SCRIPT_TOO_LARGE'],
  ] as const) {
    const read = await readScript({ kind: 'data', url }, {}, LIMITS)
    assert.equal(read.kind === 'failed' && read.code, code, url)
  }
})

test('a file is read when it has changed', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'hopwise-pac-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = { kind: 'file', path: path.join(folder, 'proxy.pac') } as const
  await writeFile(file.path, '1234567890')
  const first = await readScript(file, {}, LIMITS)
  assert.ok(first.kind === 'script')
  assert.equal(first.script, '1234567890')
  assert.equal((await readScript(file, first.validators, LIMITS)).kind, 'unchanged')
  await writeFile(file.path, '12345678901')
  const large = await readScript(file, first.validators, LIMITS)
  assert.equal(large.kind === 'failed' && large.code, 'SCRIPT_TOO_LARGE')
})

test('a file without an end is not read to it', async () => {
  const read = await readScript({ kind: 'file', path: '/dev/zero' }, {}, LIMITS)
  assert.equal(read.kind === 'failed' && read.code, 'SCRIPT_TOO_LARGE')
})

test('what cannot be read is a failure that says what and why', async () => {
  const none = await readScript({ kind: 'file', path: '/nowhere/proxy.pac' }, {}, LIMITS)
  assert.deepEqual(none, {
    kind: 'failed',
    code: 'SOURCE_UNAVAILABLE',
    detail: '/nowhere/proxy.pac cannot be read: there is no such file (ENOENT)',
  })
  const folder = await readScript({ kind: 'file', path: '/' }, {}, LIMITS)
  assert.equal(
    folder.kind === 'failed' && folder.detail,
    '/ cannot be read: it is a directory (EISDIR)',
  )
})
