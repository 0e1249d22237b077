import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RelaySituation, relayWelcome } from './relay-welcome.ts'

const situation: RelaySituation = {
  url: 'http://127.0.0.1:4071',
  parents: ['http://a:1', 'http://b:2'],
  isDirectWhenDown: false,
  noProxy: 'localhost',
  whom: 'max and root alone: other users of this machine get 403',
  dataDirectory: '/data/relay',
  printsAll: false,
}

test('it says where it listens, where requests go, for whom, and what to type', () => {
  assert.deepEqual(relayWelcome(situation), [
    'listening on http://127.0.0.1:4071',
    'requests go to http://a:1, then http://b:2',
    'without a parent: localhost',
    'for max and root alone: other users of this machine get 403',
    'data is kept in /data/relay',
    '',
    'In a terminal, for most programs (--print-settings has the others):',
    '  export http_proxy=http://127.0.0.1:4071',
    '  export https_proxy=$http_proxy',
    '  export no_proxy=localhost,127.0.0.1',
    '',
  ])
})

test('the origin itself comes last, where it may be asked', () => {
  const [, way] = relayWelcome({ ...situation, isDirectWhenDown: true })
  assert.equal(way, 'requests go to http://a:1, then http://b:2, then the origin itself')
})

test('where a script names the ways, it is said where it is', () => {
  const script = 'http://wpad/wpad.dat'
  const way = (changed: Partial<RelaySituation>) =>
    relayWelcome({ ...situation, script, ...changed })[1]
  assert.equal(
    way({}),
    'requests go to the proxies that http://wpad/wpad.dat names; where it names no way, to http://a:1, then http://b:2',
  )
  assert.equal(way({ parents: [] }), 'requests go to the proxies that http://wpad/wpad.dat names')
})

test('the lines for every program are printed when they are asked for', () => {
  const text = relayWelcome({ ...situation, printsAll: true }).join('\n')
  for (const program of [
    'fish',
    'PowerShell',
    'git',
    'npm',
    'pip',
    'curl',
    'Java',
    'Docker',
    'apt',
  ]) {
    assert.match(text, new RegExp(`^${program}.*:$`, 'm'))
  }
})
