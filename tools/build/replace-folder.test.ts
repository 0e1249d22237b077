import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { replaceFolder } from './replace-folder.ts'

test('what is written replaces what an older build left', async (t) => {
  const folder = path.join(await home(t), 'built')
  await replaceFolder(folder, 'mark', writing('mark', 'old'))
  await replaceFolder(folder, 'mark', writing('mark', 'new'))
  assert.deepEqual((await fs.readdir(folder)).sort(), ['mark', 'new'])
})

test('a folder that holds something else is left alone', async (t) => {
  const folder = await home(t)
  await writing('letter.txt')(folder)
  await assert.rejects(replaceFolder(folder, 'mark', writing('mark')), /holds something else/)
  assert.deepEqual(await fs.readdir(folder), ['letter.txt'])
})

test('a build that fails leaves the older one', async (t) => {
  const folder = path.join(await home(t), 'built')
  await replaceFolder(folder, 'mark', writing('mark'))
  const failing = replaceFolder(folder, 'mark', () => Promise.reject(new Error('no room')))
  await assert.rejects(failing, /no room/)
  assert.deepEqual(await fs.readdir(folder), ['mark'])
})

function writing(...names: readonly string[]) {
  return async (folder: string): Promise<void> => {
    for (const name of names) await fs.writeFile(path.join(folder, name), '')
  }
}

async function home(t: TestContext): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  t.after(() => fs.rm(folder, { recursive: true }))
  return folder
}
