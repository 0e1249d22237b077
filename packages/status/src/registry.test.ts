import assert from 'node:assert/strict'
import fs from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { test } from 'node:test'
import { OFFICIAL_NAMES } from './official-names.ts'
import { REGISTRY, REGISTRY_DATE, type StatusRow } from './registry.ts'

const WORDS: { readonly [K in keyof StatusRow]?: readonly unknown[] } = {
  standing: ['standard', 'temporary', 'deprecated', 'obsolete', 'reserved'],
  retry: ['no', 'same-request', 'new-connection', 'after-delay', 'after-change'],
  acts: ['none', 'client user', 'client developer', 'proxy operator', 'origin operator'],
  lasting: ['temporary', 'permanent', 'unknown'],
  body: [true, false],
  heuristicallyCacheable: [true, false],
  mustNotBeStored: [true, false],
}

// As IANA's page of 2025-09-15 has it: Value, Description, Reference, with its unassigned ranges.
const SNAPSHOT = fs
  .readFileSync(new URL('../snapshot/http-status-codes.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => /^([\d-]+),("[^"]*"|[^,]*),"?([^"]*)"?$/.exec(line)!)
  .map(([, value = '', name = '', reference = '']) => ({
    value,
    name: name.replaceAll('"', ''),
    reference,
  }))

test('every row of the registry’s own snapshot is covered: code, name, reference', () => {
  const assigned = SNAPSHOT.filter(({ name }) => name !== 'Unassigned')
  assert.equal(assigned.length, 64)
  for (const { value, name, reference } of assigned) {
    const row = REGISTRY.find(({ code }) => code === Number(value))
    assert.ok(row, value)
    // The registry puts its remarks behind the name.
    assert.equal(row.name, name.replace(/ \((?:TEMPORARY|OBSOLETED).*\)$/, ''), value)
    const isRfc = /^\[RFC(\d+)(?:, Section ([\d.]+))?\]/.exec(reference)
    if (isRfc) assert.ok([`RFC ${isRfc[1]}`].includes(row.specification), `${value} ${reference}`)
    else assert.ok(reference.includes(row.specification), value)
    if (isRfc?.[2]) assert.equal(row.section, isRfc[2], value)
  }
})

test('every number from 100 to 599 is either assigned or in a range without assignment', () => {
  const covered = SNAPSHOT.flatMap(({ value }) => {
    const [first = 0, last = first] = value.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
  assert.deepEqual(
    covered,
    Array.from({ length: 500 }, (_, index) => 100 + index),
  )
})

test('the literal names are those of the rows', () => {
  const names = Object.entries(OFFICIAL_NAMES).map(([code, name]) => [Number(code), name])
  assert.deepEqual(
    names,
    REGISTRY.map(({ code, name }) => [code, name]),
  )
})

test('the registry holds the 64 assigned codes once each, in order', () => {
  const codes = REGISTRY.map((row) => row.code)
  assert.equal(codes.length, 64)
  assert.deepEqual(
    codes,
    [...new Set(codes)].sort((a, b) => a - b),
  )
  assert.match(REGISTRY_DATE, /^\d{4}-\d\d-\d\d$/)
})

test('every row uses only the words its type allows', () => {
  for (const row of REGISTRY) {
    for (const [field, words] of Object.entries(WORDS)) {
      assert.ok(words.includes(row[field as keyof StatusRow]), `${row.code} ${field}`)
    }
    for (const { level } of row.fields) assert.match(level, /^(required|should|may)$/)
    for (const actor of row.alsoActs) assert.match(actor, /^(client|proxy|network|origin) \w+$/)
  }
})

test('every row cites its specification and at least one source', () => {
  for (const row of REGISTRY) {
    assert.match(row.specification, /^(RFC \d+|draft-[a-z-]+)$/, `${row.code}`)
    assert.match(
      row.url,
      /^https:\/\/(www\.rfc-editor\.org|datatracker\.ietf\.org)\//,
      `${row.code}`,
    )
    assert.ok(row.sources.length > 0, `${row.code}`)
  }
})

test('a code that is out of use says who took it out', () => {
  for (const row of REGISTRY) {
    const isOut = !['standard', 'temporary'].includes(row.standing)
    assert.equal(row.withdrawnBy !== undefined, isOut, `${row.code}`)
    assert.equal(row.expires !== undefined, row.standing === 'temporary', `${row.code}`)
  }
})

test('the heuristically cacheable codes are those of RFC 9110 section 15.1 and RFC 7725', () => {
  const codes = REGISTRY.filter((row) => row.heuristicallyCacheable).map((row) => row.code)
  assert.deepEqual(codes, [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 451, 501])
})

test('the codes without content are the interim ones, 204, 205 and 304', () => {
  for (const row of REGISTRY) {
    assert.equal(row.body, !(row.code < 200 || [204, 205, 304].includes(row.code)), `${row.code}`)
  }
})

test('the codes RFC 6585 keeps out of caches are marked', () => {
  const codes = REGISTRY.filter((row) => row.mustNotBeStored).map((row) => row.code)
  assert.deepEqual(codes, [428, 429, 431, 511])
})

// An independent list: the names that differ are the ones RFC 9110 changed or reserved.
test('the names agree with those Node knows, or Node has the former one', () => {
  for (const row of REGISTRY) {
    const name = STATUS_CODES[row.code]
    if (name === undefined || row.standing === 'reserved') continue
    const names = [row.name, ...row.formerNames].map((text) => text.toLowerCase())
    assert.ok(names.includes(name.toLowerCase()), `${row.code} ${name}`)
  }
})
