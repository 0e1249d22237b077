import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, type Flow } from '../flow.ts'
import { Secret } from '../secret.ts'
import { toolsForTest } from '../testing/tools.ts'
import { guarded, newTrace } from './guarded.ts'
import { SecretVersions } from './secret-versions.ts'

const ERRAND = 'GET http://origin.example'
const LOGIN = { username: 'alice', password: new Secret('opensesame') }

test('a secret goes through, and its version is noted for the scheme that got it', () => {
  const { versions, trace, flow, version } = stage()
  flow.next()
  assert.deepEqual(flow.next(LOGIN).value, { kind: 'done', value: LOGIN })
  assert.deepEqual([...trace.given], [['digest', version]])
  assert.equal(versions.isTrusted(version), false)
})

test('a refused secret is kept back as if there were none', () => {
  const { versions, trace, flow, version } = stage()
  versions.refuse(version, 'elsewhere')
  flow.next()
  assert.deepEqual(flow.next(LOGIN).value, { kind: 'done', value: undefined })
  assert.deepEqual([...trace.withheld], [['digest', 'refused']])
})

test('a secret in doubt is kept back from the errand that it was refused for', () => {
  const { versions, trace, flow, version } = stage()
  versions.accept(version, 'elsewhere')
  versions.refuse(version, ERRAND)
  flow.next()
  assert.deepEqual(flow.next(LOGIN).value, { kind: 'done', value: undefined })
  assert.deepEqual([...trace.withheld], [['digest', 'doubted']])
})

test('a secret that is being tried ends the flow, whose own end runs', () => {
  const { versions, flow, version, ended } = stage()
  versions.beginTrial(version, {})
  flow.next()
  const step = flow.next(LOGIN)
  assert.ok(step.done && step.value.kind === 'wait')
  assert.equal(ended(), true)
})

test('who has waited long enough tries beside the trial, but not many do', () => {
  for (const others of [0, 1, 2]) {
    const { versions, flow, version } = stage(true)
    versions.beginTrial(version, {})
    for (let i = 0; i < others; i++) versions.joinTrial(version)
    flow.next()
    const { value } = flow.next(LOGIN)
    assert.equal(
      typeof value === 'object' && 'kind' in value && value.kind,
      others < 2 ? 'done' : 'wait',
    )
  }
})

test('no secret at all is nothing to guard', () => {
  const { trace, flow } = stage()
  flow.next()
  assert.deepEqual(flow.next(undefined).value, { kind: 'done', value: undefined })
  assert.deepEqual([trace.given.size, trace.withheld.size], [0, 0])
})

function stage(isImpatient = false) {
  const versions = new SecretVersions(toolsForTest())
  const trace = newTrace()
  let isEnded = false
  function* scheme(): Flow<unknown, 'find-login'> {
    try {
      return yield* ask('find-login', { scheme: 'digest', realm: 'r' })
    } finally {
      isEnded = true
    }
  }
  const flow = guarded(scheme(), versions, { by: {}, errand: ERRAND, isImpatient }, trace)
  return { versions, trace, flow, version: versions.ofLogin(LOGIN), ended: () => isEnded }
}
