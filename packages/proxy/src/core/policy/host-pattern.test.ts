import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseHostPattern } from './host-pattern.ts'

const read: readonly [text: string, host: string, ports?: string][] = [
  ['*', 'any'],
  ['*:443', 'any', '443-443'],
  ['example.com', 'name example.com'],
  ['EXAMPLE.com.', 'name example.com'],
  ['example.com:443', 'name example.com', '443-443'],
  ['example.com:8000-8999', 'name example.com', '8000-8999'],
  ['*.example.com', 'below .example.com'],
  ['.example.com', 'name-and-below .example.com'],
  ['.example.com:1-65535', 'name-and-below .example.com', '1-65535'],
  ['bücher.example', 'name xn--bcher-kva.example'],
  ['*.BÜCHER.example:443', 'below .xn--bcher-kva.example', '443-443'],
  ['xn--bcher-kva.example', 'name xn--bcher-kva.example'],
  ['straße。example', 'name xn--strae-oqa.example'],
  ['_dmarc.example.com', 'name _dmarc.example.com'],
  ['localhost', 'name localhost'],
  ['10.0.0.1', 'addresses 10.0.0.1/32'],
  ['10.0.0.0/8', 'addresses 10.0.0.0/8'],
  ['10.0.0.0/8:443', 'addresses 10.0.0.0/8', '443-443'],
  ['0.0.0.0/0', 'addresses 0.0.0.0/0'],
  ['::1', 'addresses 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1/128'],
  ['[::1]', 'addresses 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1/128'],
  ['[::1]:443', 'addresses 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1/128', '443-443'],
  ['fc00::/7', 'addresses 252.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/7'],
  ['[fc00::/7]:80-90', 'addresses 252.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/7', '80-90'],
  ['[fc00::]/7:80-90', 'addresses 252.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/7', '80-90'],
  ['::ffff:10.0.0.0/104', 'addresses 10.0.0.0/8'],
  ['::ffff:10.0.0.1', 'addresses 10.0.0.1/32'],
  ['::/0', 'addresses 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/0'],
]
for (const [text, host, ports] of read) {
  test(`${text} is read as ${host}${ports === undefined ? '' : `, ports ${ports}`}`, () => {
    assert.deepEqual(shown(text), [host, ports])
  })
}

const refused: readonly [text: string, column: number, problem: RegExp][] = [
  ['', 0, /no host/],
  [':443', 0, /no host/],
  ['example.com:', 12, /a port is/],
  ['example.com:0', 12, /a port is/],
  ['example.com:65536', 12, /a port is/],
  ['example.com:https', 12, /a port is/],
  ['example.com:80-', 15, /a port is/],
  ['example.com:90-80', 12, /lower/],
  ['*example.com', 0, /asterisk/],
  ['www.*.com', 4, /asterisk/],
  ['*.*.com', 2, /asterisk/],
  ['*.', 2, /not a host name/],
  ['.', 1, /not a host name/],
  ['a..b', 0, /not a host name/],
  ['..example.com', 1, /not a host name/],
  ['-example.com', 0, /not a host name/],
  ['user@example.com', 4, /user name/],
  ['https://example.com', 5, /no scheme/],
  ['example.com/8', 11, /no IP address/],
  ['example.com/path', 11, /no IP address/],
  ['ex%61mple.com', 2, /percent/],
  ['example com', 7, /cannot be in a host name/],
  ['exam\u0000ple.com', 4, /cannot be in a host name/],
  ['exam／ple.com', 0, /not a host name/],
  ['10.0.0.1/33', 9, /0 to 32/],
  ['10.0.0.0/08', 9, /0 to 32/],
  ['10.0.0.0/', 9, /0 to 32/],
  ['10.0.0.1/8', 9, /beyond its first 8/],
  ['fc00::1/7', 8, /beyond its first 7/],
  ['::1/129', 4, /0 to 128/],
  ['0177.0.0.1', 0, /four decimal numbers/],
  ['0x7f.1', 0, /four decimal numbers/],
  ['2130706433', 0, /four decimal numbers/],
  ['127.1', 0, /four decimal numbers/],
  ['１２７.0.0.1', 0, /four decimal numbers/],
  ['10.0.0.256', 0, /four decimal numbers/],
  ['[::1', 4, /not closed/],
  ['[example.com]:443', 1, /IPv6/],
  ['[::1]443', 5, /after the bracket/],
  ['[fc00::/7]/8', 10, /after the bracket/],
  ['[fc00::/7]:x', 11, /a port is/],
  ['fc00:::1', 0, /not an IPv6 address/],
  ['1:2:3', 0, /not an IPv6 address/],
]
for (const [text, column, problem] of refused) {
  test(`${JSON.stringify(text)} is refused at character ${column}`, () => {
    const parsed = parseHostPattern(text)
    assert(parsed.kind === 'malformed', JSON.stringify(parsed))
    assert.match(parsed.problem, problem)
    assert.equal(parsed.column, column)
  })
}

test('no text makes the parser throw, and what is wrong is within the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(PATTERNLIKE)), (text) => {
      const parsed = parseHostPattern(text)
      if (parsed.kind === 'malformed') {
        assert(parsed.column >= 0 && parsed.column <= text.length)
        assert.notEqual(parsed.problem, '')
      } else assert.equal(parsed.pattern.text, text)
    }),
  )
})

const PATTERNLIKE = /^[[\]*.:/0-9a-fx@-]{0,20}$/

function shown(text: string): [host: string, ports: string | undefined] {
  const parsed = parseHostPattern(text)
  assert(parsed.kind === 'pattern', JSON.stringify(parsed))
  const { pattern } = parsed
  const { ports } = pattern
  return [hostOf(pattern), ports && `${ports.first}-${ports.last}`]
}

function hostOf(pattern: ReturnType<typeof patternOf>): string {
  switch (pattern.kind) {
    case 'any':
      return 'any'
    case 'addresses':
      return `addresses ${pattern.prefix.join('.')}/${pattern.bits}`
    case 'name':
      return `name ${pattern.name}`
    default:
      return `${pattern.kind} ${pattern.suffix}`
  }
}

function patternOf(text: string) {
  const parsed = parseHostPattern(text)
  assert(parsed.kind === 'pattern')
  return parsed.pattern
}
