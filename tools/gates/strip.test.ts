import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { codeOnly, pieces, withoutComments } from './strip.ts'

const CASES: readonly (readonly [name: string, source: string, code: string])[] = [
  ['line comment', 'a // b\nc', 'a     \nc'],
  ['block comment keeps its lines', 'a /* b\n b */ c', 'a     \n      c'],
  ['strings', `x = 'a\\'b' + "c//d"`, `x =        +       `],
  ['comment signs in a string', `f('/*', '*/')`, `f(    ,     )`],
  ['template with code', `\`a\${b}c\` + d`, '    b    + d'],
  ['template in a template', `\`a\${\`b\${c}\`}d\` + e`, '        c      + e'],
  ['braces inside a template', `\`\${{ a: 1 }.a}\` + b`, '   { a: 1 }.a   + b'],
  ['regular expression', 'x.test(/["/`]/g)', 'x.test(        )'],
  ['division', 'a / b / c', 'a / b / c'],
  ['regular expression after a keyword', 'return /a\\/b/', 'return       '],
  ['division after a call', "f(x) / 2 + '/'", 'f(x) / 2 +    '],
]

for (const [name, source, code] of CASES) {
  test(`${name}: only code is left`, () => assert.equal(codeOnly(source), code))
}

test('strings stay when only comments go', () => {
  assert.equal(withoutComments(`import 'a' // b`), `import 'a'     `)
})

test('every source of this folder comes back whole from its pieces, with balanced braces', () => {
  for (const name of fs.readdirSync(import.meta.dirname)) {
    const source = fs.readFileSync(`${import.meta.dirname}/${name}`, 'utf8')
    const joined = pieces(source).map((piece) => piece.text)
    assert.equal(joined.join(''), source, name)
    const code = codeOnly(source)
    assert.equal(code.split('{').length, code.split('}').length, name)
  }
})
