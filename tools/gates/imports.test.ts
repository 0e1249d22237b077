import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importsOf } from './imports.ts'

const imports = (text: string) =>
  importsOf({ path: 'a.ts', text }).map(({ from, isTypeOnly }) =>
    isTypeOnly ? `type ${from}` : from,
  )

test('every way to import is seen', () => {
  const text = `
    import 'a'
    import b, { c } from "b"
    import type { D } from 'd'
    export { e } from 'e'
    export type { F } from 'f'
    export * from 'g'
    const h = await import('h')
    type I = import('i').I
    import {
      j,
      type K,
    } from 'j'`
  assert.deepEqual(imports(text), ['a', 'b', 'type d', 'e', 'type f', 'g', 'h', 'i', 'j'])
})

test('what only looks like an import is none', () => {
  assert.deepEqual(imports(`// import 'a'\nconst b = "import 'c'"; from('d'); Array.from(e)`), [])
})
