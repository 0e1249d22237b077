import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
const OFFICIAL_BYTES_MAX = 12_288

test('the official codes without texts are at most 12 KB, compressed', async () => {
  const code = await bundle("export * from '@hopwise/status'")
  const bytes = gzipSync(code, { level: 9 }).length
  assert.ok(bytes <= OFFICIAL_BYTES_MAX, `${bytes} bytes`)
})

test('who wants the reason phrase only gets no data file', async () => {
  const code = await bundle("export { reasonPhrase } from '@hopwise/status'")
  assert.ok(code.length < 4_000, `${code.length} characters`)
  assert.doesNotMatch(code, /heuristicallyCacheable/)
})

test('one source brings no other, and no source brings texts', async () => {
  const code = await bundle("export { nginx } from '@hopwise/status/sources/nginx'")
  assert.match(code, /NGX_HTTP_CLOSE/)
  assert.doesNotMatch(code, /"Pantheon"|Proxy Authentication Required/)
  const all = await bundle("export { ENTRIES } from '@hopwise/status/all'")
  assert.doesNotMatch(all, /[а-яё]{4}/i)
})

test('one language brings no other', async () => {
  const code = await bundle("export { EN } from '@hopwise/status/texts/en'")
  assert.doesNotMatch(code, /[а-яё]{4}/i)
})

test('the bundle of everything runs without any global of Node', async () => {
  const answer = runInNewContext(`${await bundle(PROGRAM, 'iife')}; hopwise.answer()`, {})
  assert.deepEqual(JSON.parse(answer as string), EXPECTED)
})

const isMissing = !fs.existsSync(CHROMIUM) && 'Chromium is not installed'
test('the bundle of everything runs in Chromium', { skip: isMissing }, async (t) => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  t.after(() => browser.close())
  const page = await browser.newPage()
  await page.setContent('<!doctype html><title>codes</title>')
  await page.addScriptTag({ content: await bundle(PROGRAM, 'iife') })
  const answer = await page.evaluate('hopwise.answer()')
  assert.deepEqual(JSON.parse(answer as string), EXPECTED)
})

const PROGRAM = `
  import { byConstant, lookup, search } from '@hopwise/status/all'
  import { identify, parseResponseText } from '@hopwise/status/identify'
  import { RU } from '@hopwise/status/texts/ru'
  export function answer() {
    const pasted = parseResponseText('HTTP/2 530\\nserver: cloudflare\\n\\nerror code: 1016')
    return JSON.stringify([
      lookup(407).name,
      byConstant('http.StatusProxyAuthRequired')[0].code,
      identify(pasted.evidence).candidates[0].entry.id,
      search('прокси', { texts: [RU] }).length > 0,
      typeof RU.textOf('iana/407').meaning,
    ])
  }
`
const EXPECTED = ['Proxy Authentication Required', 407, 'cloudflare-1xxx/1016', true, 'string']

/** Bundled as a browser would get it, straight from the entry points in package.json. */
async function bundle(contents: string, format: 'esm' | 'iife' = 'esm'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: path.join(import.meta.dirname, '..') },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    target: 'es2024',
    charset: 'utf8',
    format,
    ...(format === 'iife' ? { globalName: 'hopwise' } : {}),
  })
  return outputFiles[0]!.text
}
