import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeMachine, distributionName, formatMachine } from './describe-machine.ts'

test('the distribution is what os-release calls pretty, quoted or not', () => {
  const debian = 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'
  assert.equal(distributionName(debian), 'Debian GNU/Linux 12 (bookworm)')
  assert.equal(distributionName('PRETTY_NAME=Alpine\n'), 'Alpine')
  assert.equal(distributionName(''), undefined)
})

test('a machine is one line', () => {
  const machine = { cpu: 'EPYC', cores: 2, memoryGb: 24, system: 'Debian', node: '24.21.0' }
  assert.equal(formatMachine(machine), 'EPYC, 2 cores, 24 GB, Debian, Node 24.21.0')
})

test('this machine can be described', () => {
  assert.equal(describeMachine().node, process.versions.node)
})
