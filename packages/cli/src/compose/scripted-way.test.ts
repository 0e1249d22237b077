import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Parent, parseParentAddress } from '@hopwise/proxy'
import { scriptedWay } from './scripted-way.ts'

function parent(name: string, url: string): readonly [string, Parent] {
  const parsed = parseParentAddress(url)
  assert(parsed.kind === 'address')
  const credentials = { kind: 'pass-through' } as const
  return [name, new Parent({ name, address: parsed.address, credentials })]
}

const parents = new Map([
  parent('plain', 'http://p:1'),
  parent('secure', 'https://p:2'),
  parent('again', 'http://p:1'),
  parent('six', 'socks5://[2001:db8::1]:3'),
])
const cases: readonly [string, string, number, string | undefined][] = [
  ['http', 'p', 1, 'plain'],
  ['https', 'p', 2, 'secure'],
  ['https', 'p', 1, undefined],
  ['http', 'p', 3, undefined],
  ['socks5', '2001:db8::1', 3, 'six'],
  ['socks4', '2001:db8::1', 3, undefined],
]
const script = { name: 's', ask: () => assert.fail('not asked') }

for (const [scheme, host, port, name] of cases) {
  test(`${scheme}://${host}:${port} is ${name ?? 'nobody’s'}`, () => {
    const way = scriptedWay(script, parents, undefined, () => {})
    assert.equal(way.parentAt({ scheme, host, port })?.name, name)
  })
}

test('each strange address is told once, and SOCKS of version 4 by what is wrong with it', () => {
  const said: string[] = []
  const way = scriptedWay(script, parents, undefined, (sentence) => void said.push(sentence))
  for (const host of ['x', 'x', 'y']) way.parentAt({ scheme: 'http', host, port: 1 })
  way.parentAt({ scheme: 'socks4', host: 'x', port: 1 })
  assert.deepEqual(said, [
    'The PAC script s names http://x:1, which is none of parents: it is passed over.',
    'The PAC script s names http://y:1, which is none of parents: it is passed over.',
    'The PAC script s names socks4://x:1, and version 4 of SOCKS is not spoken: it is passed over.',
  ])
  for (let port = 1; port < 500; port++) way.parentAt({ scheme: 'http', host: 'z', port })
  assert.equal(said.length, 100)
})
