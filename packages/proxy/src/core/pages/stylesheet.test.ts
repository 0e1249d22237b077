import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STYLESHEET } from './stylesheet.ts'

const [light, dark] = [...STYLESHEET.matchAll(/:root\{([^}]*--ink[^}]*)\}/g)].map(([, rules]) =>
  Object.fromEntries(
    [...rules!.matchAll(/--(\w+):(#\w{6})/g)].map(([, name, hex]) => [name, hex!]),
  ),
)

for (const [scheme, colours] of Object.entries({ light, dark })) {
  for (const text of ['ink', 'soft', 'accent']) {
    for (const ground of ['ground', 'code']) {
      test(`${text} on ${ground} can be read in the ${scheme} scheme (WCAG AA)`, () => {
        assert.ok(contrast(colours![text]!, colours![ground]!) >= 4.5)
      })
    }
  }
}

test('the sheet cannot end the element that holds it', () => assert.doesNotMatch(STYLESHEET, /</))

test('the focus is seen', () => assert.match(STYLESHEET, /:focus-visible\{outline:3px/))

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
