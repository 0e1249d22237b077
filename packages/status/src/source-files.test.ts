import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { Ajv } from 'ajv'
import { ALL_SOURCES } from './all-sources.ts'
import { PRODUCTS } from './identify/products.ts'
import { classOf } from './status-class.ts'

const PACKAGE = path.join(import.meta.dirname, '..')
const NO_SOURCES = ['constants.json', 'products.json', 'schema.json']

const files = fs
  .readdirSync(path.join(PACKAGE, 'data'))
  .filter((file) => !NO_SOURCES.includes(file))
  .map((file) => file.replace(/\.json$/, ''))
  .toSorted()

test('every file follows the schema', () => {
  // `format` is not checked: the next test compiles every pattern.
  const ajv = new Ajv({ allErrors: true, formats: { regex: true } })
  const isValid = ajv.compile(readJson('data/schema.json'))
  for (const file of files) {
    assert.ok(isValid(readJson(`data/${file}.json`)), `${file}: ${ajv.errorsText(isValid.errors)}`)
  }
})

test('the schema refuses a row without a source, with a field nobody knows or a word nobody uses', () => {
  const isValid = new Ajv({ formats: { regex: true } }).compile(readJson('data/schema.json'))
  const good = readJson('data/pantheon.json') as { readonly rows: readonly object[] }
  for (const change of [{ sources: [] }, { colour: 'red' }, { party: 'somebody' }]) {
    assert.equal(isValid({ ...good, rows: [{ ...good.rows[0], ...change }] }), false)
  }
})

test('every pattern is a regular expression', () => {
  const clues = ALL_SOURCES.flatMap(({ rows }) => rows.flatMap((row) => row.distinguishedBy))
  for (const clue of [...clues, ...PRODUCTS.flatMap(({ signature }) => signature)]) {
    if ('pattern' in clue && clue.pattern !== undefined) new RegExp(clue.pattern, 'i')
  }
})

test('every file is a source, an entry point and in the list, under its own name', () => {
  const manifest = readJson('package.json') as { readonly exports: Record<string, string> }
  const doors = Object.keys(manifest.exports).flatMap(
    (door) => /^\.\/sources\/(.+)$/.exec(door)?.[1] ?? [],
  )
  assert.deepEqual(doors.toSorted(), files)
  assert.deepEqual(ALL_SOURCES.map(({ source }) => source).toSorted(), files)
  for (const file of files) {
    assert.equal((readJson(`data/${file}.json`) as { readonly source: string }).source, file)
    assert.equal(manifest.exports[`./sources/${file}`], `./src/sources/${file}.ts`)
  }
})

// Counted when the facts were taken over; a row that gets lost is found here.
test('no row is lost, counted by family', () => {
  const counts: Record<string, number> = {}
  for (const { family, rows } of ALL_SOURCES) counts[family] = (counts[family] ?? 0) + rows.length
  assert.deepEqual(counts, {
    status: 202,
    substatus: 108,
    'proxy-status-error': 32,
    'error-token': 210,
    'log-flag': 302,
    'client-failure': 25,
    'warn-code': 7,
    'api-error': 18,
  })
})

test('a key is unique in its source and says the code', () => {
  for (const { source, rows } of ALL_SOURCES) {
    assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length, source)
    for (const { key, code } of rows) assert.equal(key.replace(/~\d+$/, ''), String(code))
  }
})

test('the class is the one the code has, or the only status it is sent with', () => {
  for (const { source, family, rows } of ALL_SOURCES) {
    for (const row of rows) {
      const number =
        family === 'status' || family === 'substatus' ? Number.parseInt(row.key, 10) : 0
      const isRange = /[x+]$/.test(row.key)
      const only = row.wire.length === 1 ? classOf(row.wire[0]!) : null
      const expected = isRange ? 'invalid' : family.endsWith('status') ? classOf(number) : only
      assert.equal(row.class, expected, `${source}/${row.key}`)
    }
  }
})

test('every product that a source names has its marks listed', () => {
  const products = new Set(PRODUCTS.map(({ product }) => product))
  assert.equal(products.size, PRODUCTS.length)
  for (const { source, product } of ALL_SOURCES) {
    if (product !== null) assert.ok(products.has(product), source)
  }
  for (const { product, sources } of PRODUCTS) assert.ok(sources.length > 0, product)
})

test('what says it is known by its product belongs to one, what is known by a log says which', () => {
  for (const { source, product, rows } of ALL_SOURCES) {
    for (const { key, distinguishedBy } of rows) {
      const isByProduct = distinguishedBy.some(({ kind }) => kind === 'product')
      assert.ok(!isByProduct || product !== null, `${source}/${key}`)
    }
  }
})

test('where a number has several meanings, all but one have something to know them by', () => {
  const known = ['convention/598', 'convention/599', 'squid/433', 'roundcube/601', 'roundcube/603']
  const meanings = ALL_SOURCES.filter(({ family }) => family === 'status').flatMap(
    ({ source, rows }) => rows.map((row) => ({ id: `${source}/${row.key}`, source, row })),
  )
  for (const { id, source, row } of meanings) {
    const isShared = meanings.some((other) => other.row.key === row.key && other.id !== id)
    if (!isShared || source === 'iana' || known.includes(id)) continue
    assert.ok(row.distinguishedBy.length > 0, id)
  }
})

test('a vendor’s row names where it comes from', () => {
  for (const { source, rows } of ALL_SOURCES) {
    for (const { key, sources } of rows) {
      for (const one of sources) assert.ok(one.length >= 5, `${source}/${key}: ${one}`)
    }
  }
})

test('what is no error is nobody’s fault, an error is nobody’s only where nobody has to act', () => {
  for (const { source, rows } of ALL_SOURCES) {
    for (const { key, code, party, acts } of rows) {
      const isError = typeof code !== 'number' || code >= 400 || code < 100 || source === 'apache'
      if (!isError) assert.equal(party, 'nobody', `${source}/${key}`)
      else if (party === 'nobody') assert.equal(acts, 'none', `${source}/${key}`)
    }
  }
})

test('what a crawler does is said of every status that reaches one, with sources', () => {
  for (const { source, family, rows, crawlerSources } of ALL_SOURCES) {
    for (const row of rows) {
      const [only] = row.wire.length === 1 ? row.wire : []
      const isFinal = only !== undefined && only >= 200 && only <= 599
      const isDue = isFinal && (family === 'status' || family === 'substatus')
      if (isDue) assert.ok(row.crawler, `${source}/${row.key}`)
      if (row.crawler) assert.ok(crawlerSources?.length, source)
    }
  }
  const [iana] = ALL_SOURCES
  const asked = iana?.rows.find(({ key }) => key === '407')?.crawler
  assert.deepEqual(asked, { google: 'dropped', yandex: 'not-indexed', basis: 'documented' })
})

function readJson(file: string): object {
  return JSON.parse(fs.readFileSync(path.join(PACKAGE, file), 'utf8')) as object
}
