import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { ProxyFault } from '../core/proxy-fault.ts'

/** The fault that it ends with; that it ends well, or with any other error, fails the test. */
export async function faultOf(opening: Promise<unknown>): Promise<ProxyFault> {
  const error = await opening.then(
    () => assert.fail('it was let through'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ProxyFault, inspect(error))
  return error
}
