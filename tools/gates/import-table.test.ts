import assert from 'node:assert/strict'
import { test } from 'node:test'
import table from '../import-table.json' with { type: 'json' }
import { type ImportTable, importProblems, type Manifest } from './import-table.ts'
import { noProblems } from './no-problems.ts'
import { packageOf, readFiles, readSources } from './source-files.ts'

test('the tree follows the import table', () => {
  const found = readFiles(['packages'], ['/package.json'])
  const manifests = found.map(({ path, text }) => [packageOf(path), JSON.parse(text)])
  noProblems(importProblems(readSources(), table, Object.fromEntries(manifests)))
})

test('proxy and agent never import each other, and nobody imports the command', () => {
  const rows: ImportTable = table
  const mayImport = (who: string) => [...rows[who]!.imports, ...(rows[who]!.types ?? [])]
  assert.ok(!mayImport('proxy').includes('agent') && !mayImport('agent').includes('proxy'))
  for (const who of Object.keys(rows)) assert.ok(!mayImport(who).includes('cli'), who)
})

const MANIFESTS: Readonly<Record<string, Manifest>> = {
  low: { name: '@x/low', exports: { '.': './src/index.ts' } },
  high: {
    name: '@x/high',
    exports: { '.': '', './door': '' },
    dependencies: { '@x/low': '1', '@x/high': '1', lib: '1' },
  },
  ports: { name: '@x/ports', exports: { '.': '' }, dependencies: { '@x/high': '1' } },
  cli: { name: 'x', dependencies: { '@x/high': '1' } },
}
const TABLE: ImportTable = {
  low: { imports: [] },
  high: { imports: ['low'] },
  ports: { imports: [], types: ['high'] },
  cli: { imports: ['high', 'low'] },
}

const CASES: readonly (readonly [path: string, text: string, problem: RegExp | undefined])[] = [
  ['packages/high/src/a.ts', "import { a } from '@x/low'", undefined],
  ['packages/high/src/a.ts', "import { a } from 'lib'", undefined],
  ['packages/high/src/a.ts', "import { a } from '../data/b.ts'", undefined],
  ['packages/low/src/a.ts', "import { a } from '@x/high'", /does not name/],
  ['packages/low/src/a.test.ts', "import { a } from '@x/high'", /low may not import high/],
  ['packages/high/src/a.ts', "import { a } from 'other'", /does not name other/],
  ['packages/high/src/a.ts', "import { a } from '@x/low/src/b.ts'", /not declared in its exports/],
  ['packages/cli/src/a.ts', "import { a } from '@x/high/door'", undefined],
  ['packages/high/src/a.ts', "import { a } from '../../low/src/a.ts'", /leaves its package/],
  ['e2e/a.ts', "import { a } from '../packages/low/src/a.ts'", /entered by its name/],
  ['e2e/a.ts', "import { a } from 'x'", /nothing imports the command/],
  ['packages/ports/src/a.ts', "import type { A } from '@x/high'", undefined],
  ['packages/ports/src/a.ts', "import { a } from '@x/high'", /but for types/],
  ['packages/new/src/a.test.ts', "import { a } from '@x/low'", /has no row/],
]

for (const [path, text, problem] of CASES) {
  test(`${text} in ${path} is ${problem ? 'reported' : 'allowed'}`, () => {
    const [first = ''] = importProblems([{ path, text }], TABLE, MANIFESTS)
    if (problem) assert.match(first, problem)
    else assert.equal(first, '')
  })
}
