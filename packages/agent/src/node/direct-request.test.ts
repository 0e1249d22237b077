import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import { AGENT_LIMITS } from '../core/limits.ts'
import { DirectRequest, type Options } from './direct-request.ts'
import { Hop } from './hop.ts'

test('it goes out in absolute-form to the pool of the proxy, with Host and credentials', () => {
  const sent: Options[] = []
  const { request } = begun(sent, { method: 'GET', path: '/a?b', blocking: true })
  assert.equal(request.method, 'GET')
  assert.equal(request.target, 'http://one.example:8080/a?b')
  request.send(undefined, {})
  request.send(new Secret('Basic eDp5'), {})
  for (const one of sent) {
    assert.equal(one.origin, 'http://pool.invalid')
    assert.equal(one.path, 'http://one.example:8080/a?b')
    assert.equal(one.blocking, true)
  }
  const expected = ['host', 'one.example:8080', 'X-Team', 'a', 'X-Team', 'b']
  assert.deepEqual(sent[0]?.headers, expected)
  assert.deepEqual(sent[1]?.headers, [...expected, 'proxy-authorization', 'Basic eDp5'])
})

const FORMS: readonly (readonly [
  string,
  NonNullable<Options['headers']> | null,
  readonly string[],
])[] = [
  ['none', null, ['host', 'one.example:8080']],
  ['flat', ['A', '1', 'A', '2'], ['A', '1', 'A', '2', 'host', 'one.example:8080']],
  [
    'by name',
    { A: ['1', '2'], B: '3', C: undefined },
    ['A', '1', 'A', '2', 'B', '3', 'host', 'one.example:8080'],
  ],
  ['pairs', new Map([['A', '1']]), ['A', '1', 'host', 'one.example:8080']],
  ['a Host of its own', { Host: 'other.example' }, ['Host', 'other.example']],
]
for (const [name, headers, expected] of FORMS) {
  test(`fields of a program: ${name}; those for the proxy follow`, () => {
    const sent: Options[] = []
    begun(sent, { method: 'GET', path: '/', headers }).request.send(undefined, {})
    assert.deepEqual(sent[0]?.headers, [...expected, 'X-Team', 'a', 'X-Team', 'b'])
  })
}

test('what a program says of a field counts more than what is said for all, and stays as it was', () => {
  const sent: Options[] = []
  const headers = ['x-team', 'mine']
  begun(sent, { method: 'GET', path: '/', headers }).request.send(new Secret('Basic eDp5'), {})
  assert.deepEqual(sent[0]?.headers, [
    ...['x-team', 'mine', 'host', 'one.example:8080'],
    ...['proxy-authorization', 'Basic eDp5'],
  ])
  assert.deepEqual(headers, ['x-team', 'mine'])
})

test('the long way is for the request as the program gave it', () => {
  const sent: Options[] = []
  const { request, options } = begun(sent, { method: 'PUT', path: '/', body: 'x' })
  request.goTheLongWay({})
  assert.equal(sent[0], options)
})

function begun(
  sent: Options[],
  given: Options,
): { readonly request: DirectRequest; readonly options: Options } {
  const options = { origin: 'http://one.example:8080', ...given }
  const hop = new Hop({
    proxy: { scheme: 'http', host: '127.0.0.1', port: 9 },
    limits: AGENT_LIMITS,
    answers: {
      'find-login': () => undefined,
      'find-token': () => undefined,
      'initiate-context': () => ({ kind: 'declined', detail: 'kinit' }),
    },
    fields: { 'X-Team': ['a', 'b'] },
  })
  const way = {
    hop,
    authority: 'one.example:8080',
    base: 'http://one.example:8080',
    pool: 'http://pool.invalid',
    mustWait: false,
  }
  const dispatch = (one: Options): boolean => {
    sent.push(one)
    return true
  }
  return { request: new DirectRequest(way, options, dispatch), options }
}
