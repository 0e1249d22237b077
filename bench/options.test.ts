import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOptions, UsageError } from './options.ts'

const parse = (...args: string[]) => parseOptions(args, 'latest.json')

test('a whole run measures everything and keeps its results', () => {
  const options = parse()
  const measures = options.measures.map(({ name }) => name)
  const ofProxies = ['get', 'digest', 'tunnels', 'idle', 'bulk', 'flat']
  assert.deepEqual(measures, [...ofProxies, 'agent', 'relay', 'cold-start'])
  assert.equal(options.peers.length, 7)
  assert.equal(options.plan.kind, 'full')
  assert.equal(options.resultsFile, 'latest.json')
})

test('a part of a run is written only where it is told', () => {
  assert.equal(parse('--quick').resultsFile, undefined)
  assert.equal(parse('--only', 'get').resultsFile, undefined)
  assert.equal(parse('--peers', 'squid', '--json', 'mine.json').resultsFile, 'mine.json')
})

test('we are always measured, first', () => {
  const names = parse('--peers', 'nginx, squid').peers.map(({ name }) => name)
  assert.deepEqual(names, ['hopwise', 'squid', 'nginx'])
})

test('what is not known is refused with what is', () => {
  const unknown =
    /--only does not know speed: it may be get, digest, tunnels, idle, bulk, flat, agent, relay, cold-start/
  assert.throws(() => parse('--only', 'speed'), unknown)
  assert.throws(() => parse('--peers', ''), /does not know an empty name/)
  assert.throws(() => parse('--fast'), UsageError)
})

test('the README gets whole runs only', () => {
  assert.equal(parse('--readme').isWritingReadme, true)
  assert.throws(() => parse('--readme', '--quick'), /whole run/)
})
