import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import later from './later.json' with { type: 'json' }
import rows from './rows.json' with { type: 'json' }

// A row is proven by the tests that carry its id in their name: headings of transcripts and corpora,
// and names in the test files here.

test('every row is proven by the files it names, and by no others', () => {
  const found = citations()
  for (const row of rows) {
    assert.deepEqual([...(found.get(row.id) ?? [])].sort(), row.tests, `tests of ${row.id}`)
    assert.ok(row.tests.length > 0, `${row.id} has no test`)
  }
})

test('every id in the name of a test is that of a row', () => {
  const known = new Set(rows.map((row) => row.id))
  const unknown = [...citations().keys()].filter((id) => !known.has(id))
  assert.deepEqual(unknown, [])
})

test('a row is either proven or put off with a reason', () => {
  const ids = [...rows, ...later].map((row) => row.id)
  assert.equal(new Set(ids).size, ids.length, 'an id occurs twice')
  for (const row of later) assert.ok(row.reason.length > 10, `${row.id} says no reason`)
})

test('an id says the RFC and the section it is about', () => {
  for (const { id, rfc, section } of [...rows, ...later]) {
    assert.ok(id.startsWith(`${rfc}-${section}-`), id)
  }
})

/** Id of a row → files with a test that carries it. */
function citations(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const file of testFiles()) {
    for (const id of idsIn(file)) {
      const files = found.get(id) ?? new Set()
      found.set(id, files.add(file))
    }
  }
  return found
}

function testFiles(): readonly string[] {
  const texts = ['transcripts', 'corpus'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, import.meta.url)).map((name) => `${folder}/${name}`),
  )
  const tests = readdirSync(new URL('.', import.meta.url)).filter((name) =>
    name.endsWith('.test.ts'),
  )
  return [...texts, ...tests]
}

function idsIn(file: string): readonly string[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n')
  const names = file.endsWith('.md') ? lines.filter((line) => line.startsWith('## ')) : lines
  return names.flatMap((line) => [...line.matchAll(ID)].map((id) => id[1] ?? ''))
}

const ID = /\[([0-9]{4}-[0-9.]+-[0-9a-z]+)\]/g
