import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { DEFAULT_LIMITS } from '../core/limits.ts'
import { anEngine } from '../testing/start-engine.ts'

test('limits that are not said are the default ones', () => {
  const { engine } = anEngine({ limits: { headTimeoutMs: 7 } })
  assert.deepEqual(engine.limits, { ...DEFAULT_LIMITS, headTimeoutMs: 7 })
  assert.equal(engine.patience.head.ms, 7)
})

test('an engine begins with nothing under way', () => {
  const { engine } = anEngine()
  assert.deepEqual(
    [engine.clients.size, engine.joined.size, engine.tunnels.total, engine.pool.open],
    [0, 0, 0, 0],
  )
  assert.equal(engine.isDraining, false)
})

test('every exchange has its own id, in the order of time', () => {
  const { engine } = anEngine()
  const nowMs = Date.UTC(2026, 10, 21)
  const ids = Array.from({ length: 2_000 }, (_, i) => engine.nextId(nowMs + (i >> 5)))
  assert.equal(new Set(ids).size, ids.length)
  assert.deepEqual(ids.toSorted(), ids)
})

test('two engines share nothing', () => {
  const [one, two] = [anEngine().engine, anEngine().engine]
  one.tunnels.add('alice')
  assert.equal(two.tunnels.total, 0)
})

test('unless told otherwise, a bug ends the process', () => {
  const source = `
    import { Engine } from ${JSON.stringify(import.meta.resolve('./engine.ts'))}
    const engine = new Engine({ name: 'us', authenticator: {}, egress: {}, record: () => {} })
    try { engine.onBug(new TypeError('the bug')) } catch { process.exit(7) }
    setTimeout(() => process.exit(8), 1000)
  `
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', source],
    { encoding: 'utf8', timeout: 20_000 },
  )
  assert.equal(status, 1, stderr)
  assert.match(stderr, /TypeError: the bug/)
})
