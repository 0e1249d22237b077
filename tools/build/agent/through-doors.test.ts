import assert from 'node:assert/strict'
import { test } from 'node:test'
import { handedOut, throughDoors } from './through-doors.ts'

const DOOR = `
export { TOOLS } from './tools.ts'
export {
  createAsker,
  type Kept as Known,
} from './asking/asker.ts'
export type { Only } from './only.ts'
export declare const own: number
`
const HOMES = new Map([['@hopwise/auth', handedOut(DOOR)]])

test('a door says where what it hands out is made, and how it is called there', () => {
  assert.deepEqual(Object.fromEntries(handedOut(DOOR)), {
    TOOLS: { module: './tools.ts', name: 'TOOLS' },
    createAsker: { module: './asking/asker.ts', name: 'createAsker' },
    Known: { module: './asking/asker.ts', name: 'Kept' },
    Only: { module: './only.ts', name: 'Only' },
  })
})

test('a name is imported from where it is made', () => {
  const text = `import { TOOLS, type Known as K } from '@hopwise/auth'\nexport type { Only } from "@hopwise/auth"`
  assert.deepEqual(throughDoors(text, HOMES).split('\n'), [
    `import { TOOLS } from './tools.ts'`,
    `import { type Kept as K } from './asking/asker.ts'`,
    `export type { Only } from './only.ts'`,
  ])
})

test('what a door makes itself, and other doors, stay as they are', () => {
  for (const text of [
    `import { own, TOOLS } from '@hopwise/auth'`,
    `import { TOOLS } from '@hopwise/other'`,
    `import { TOOLS } from 'undici'`,
  ]) {
    assert.equal(throughDoors(text, HOMES), text)
  }
})
