import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import {
  cpuSeconds,
  isAlive,
  parseResident,
  parseStat,
  readTree,
  residentBytes,
  treeOf,
} from './process-cost.ts'

const LINE =
  '4711 (a) b) c) S 4700 4711 4711 0 -1 4194304 900 0 0 0 10 20 3 4 20 0 1 0 5150 1000 200 0\n'

test('a stat line gives parent, start and the four CPU times, whatever the program is called', () => {
  assert.deepEqual(parseStat(LINE), {
    pid: 4711,
    parent: 4700,
    state: 'S',
    ticks: 37,
    startedAt: 5150,
  })
})

test('a line that is not a stat line is nothing', () => {
  assert.equal(parseStat(''), undefined)
  assert.equal(parseStat('12 (short) S 1'), undefined)
})

test('resident memory is the proportional share, in bytes', () => {
  assert.equal(parseResident('Rss:      900 kB\nPss:       812 kB\nPss_Dirty: 7 kB\n'), 812 * 1024)
  assert.equal(parseResident(''), 0)
})

test('a tree holds grandchildren and no strangers', () => {
  const rest = { state: 'S', ticks: 0, startedAt: 1 }
  const all = [
    { pid: 1, parent: 0, ...rest },
    { pid: 2, parent: 1, ...rest },
    { pid: 3, parent: 2, ...rest },
    { pid: 4, parent: 9, ...rest },
  ]
  const pids = treeOf(1, all).map((process) => process.pid)
  assert.deepEqual(pids, [1, 2, 3])
})

test('the cost of a shell includes the loop that its child ran', async () => {
  const burn = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);'
  const shell = spawn('sh', ['-c', `"$0" -e "$1"; echo burnt; read x`, process.execPath, burn], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    await once(shell.stdout, 'data')
    const [stat] = readTree(shell.pid!)
    assert.ok(isAlive(stat!))
    assert.ok(cpuSeconds(shell.pid!) >= 0.3)
    assert.ok(residentBytes(shell.pid!) > 50_000)
  } finally {
    shell.stdin.end('\n')
    const [stat] = readTree(shell.pid!)
    await once(shell, 'exit')
    assert.equal(stat !== undefined && isAlive(stat), false)
  }
})
