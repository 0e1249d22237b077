import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startOrigin } from './origin.ts'

// The system gives a port that is free again at random: of so many some would be the same.
test('origins that follow each other have ports of their own', async () => {
  const ports: number[] = []
  for (let i = 0; i < 1000; i++) {
    const ends: (() => unknown)[] = []
    const { port } = await startOrigin({ after: (end) => void ends.push(end) })
    ports.push(port)
    for (const end of ends) await end()
  }
  assert.equal(new Set(ports).size, ports.length)
})
