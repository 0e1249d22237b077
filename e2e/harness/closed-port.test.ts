import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { closedPort, portsBeside } from './closed-port.ts'

test('nobody listens there', async () => {
  const port = await closedPort()
  const code = await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve('connected'))
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  assert.equal(code, 'ECONNREFUSED')
})

test('the system gives none of them to whoever asks for any, unless it gives all', () => {
  const beside = portsBeside({ first: 32_768, last: 60_999 })
  assert.deepEqual([beside[0], beside.at(-1)], [20_000, 65_535])
  assert.ok(!beside.some((port) => port >= 32_768 && port <= 60_999))
  assert.equal(portsBeside({ first: 1024, last: 65_535 }).length, 45_536)
})
