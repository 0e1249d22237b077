import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { staticPages } from './static-pages.ts'

const pages = new Map([...staticPages()].map(({ path, text }) => [path, text]))

test('both languages have the same pages', () => {
  const names = [...pages.keys()]
  const russian = names.filter((name) => name.startsWith('ru/')).map((name) => name.slice(3))
  assert.deepEqual(
    russian,
    names.filter((name) => !name.startsWith('ru/')),
  )
  for (const name of ['index', '407', '499', 'iis-substatus']) {
    assert.ok(pages.has(`${name}.html`), name)
  }
})

test('every link leads to a page that is there, and to a place on it', () => {
  const ids = new Map([...pages].map(([name, text]) => [name, idsIn(text)]))
  for (const [name, text] of pages) {
    for (const [, href] of text.matchAll(/<a [^>]*href="([^"]*)"/g)) {
      if (/^https?:/.test(href!)) continue
      const [to, anchor] = href!.split('#')
      const target = to === '' ? name : path.posix.join(path.posix.dirname(name), to!)
      assert.ok(pages.has(target), `${name} links ${href}`)
      if (anchor) assert.ok(ids.get(target)!.has(anchor), `${name} links ${href}`)
    }
  }
})

test('every anchor on a page is there once', () => {
  for (const [name, text] of pages) {
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length, name)
  }
})

function idsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!))
}
