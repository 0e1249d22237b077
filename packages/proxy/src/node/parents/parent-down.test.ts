import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@hopwise/journal'
import { ParentDown } from './parent-down.ts'

test('it is no fault itself, and carries the one that the client gets where there is no other parent', () => {
  const fault = new Fault('PARENT_UNREACHABLE', 'corp is gone')
  const down = new ParentDown(fault)
  assert.ok(!(down instanceof Fault))
  assert.deepEqual([down.fault, down.cause], [fault, fault])
})
