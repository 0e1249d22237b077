import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeImports } from './declarations.ts'

const DOORS = new Map([['@hopwise/auth/node', 'auth/src/node/index.d.ts']])

test('an import of ours is found by path, one of somebody else by name', () => {
  const text = [
    `import type { A } from './a.ts'`,
    `import { type B } from "../core/b.ts"`,
    `export { C } from '@hopwise/auth/node'`,
    `export declare const d: import('@hopwise/auth/node').D`,
    `import { Agent } from 'undici'`,
  ].join('\n')
  const placed = placeImports(text, 'agent/src/node/x.d.ts', DOORS)
  assert.deepEqual(placed.text.split('\n'), [
    `import type { A } from './a.js'`,
    `import { type B } from '../core/b.js'`,
    `export { C } from '../../../auth/src/node/index.js'`,
    `export declare const d: import('../../../auth/src/node/index.js').D`,
    `import { Agent } from 'undici'`,
  ])
})

test('what is mentioned is named, so that it comes along', () => {
  const { mentions } = placeImports(
    `import './a.ts'\nimport '@hopwise/auth/node'`,
    'agent/x.d.ts',
    DOORS,
  )
  assert.deepEqual(mentions, ['agent/a.d.ts', 'auth/src/node/index.d.ts'])
})
