import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readPage } from './documents/example-page.ts'
import { runPage } from './documents/run-page.ts'
import { missing } from './harness/missing.ts'
import { ROOT } from './harness/start-proxy.ts'

const FOLDER = 'docs/authentication'
const PATHS = [
  ...readdirSync(join(ROOT, FOLDER)).map((name) => `${FOLDER}/${name}`),
  'docs/parents.md',
  'docs/relay.md',
  'docs/socks.md',
].filter((path) => path.endsWith('.md'))
const PAGES = PATHS.map((path) => readPage(path, readFileSync(join(ROOT, path), 'utf8')))

test('every command of a page is one that runs, serves, or is an example', () => {
  assert.deepEqual(
    PAGES.flatMap(({ problems }) => problems),
    [],
  )
})

for (const page of PAGES.filter(({ steps }) => steps.length > 0)) {
  test(`${page.path} shows what happens`, { skip: missing(...page.needs) }, (t) => runPage(page, t))
}
