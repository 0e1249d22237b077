import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { cpuSecondsOf, restedMemory } from './cost-of.ts'
import { Scope } from './scope.ts'

test('the cost of work is what the program spends on it, not what it spent before', async () => {
  const scope = new Scope()
  try {
    const burn = `const burn = (ms) => {
      const used = () => process.cpuUsage().user + process.cpuUsage().system
      const end = used() + ms * 1000
      while (used() < end);
    }
    burn(300); process.stdout.write('a')
    process.stdin.once('data', () => { burn(100); process.stdout.write('b') })`
    const { pid, child } = scope.start(process.execPath, ['-e', burn], {
      stdin: 'pipe',
      stdout: 'pipe',
    })
    await once(child.stdout!, 'data')
    const { seconds, result } = await cpuSecondsOf(pid, async () => {
      child.stdin!.write('go')
      return String(await once(child.stdout!, 'data'))
    })
    assert.equal(result, 'b')
    assert.ok(seconds >= 0.08 && seconds < 0.3, `${seconds} s`)
    assert.ok((await restedMemory(pid)) > 10e6)
  } finally {
    await scope.close()
  }
})
