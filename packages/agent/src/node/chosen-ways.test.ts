import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatProxyAddress } from '../core/proxy-address.ts'
import { ProxyFault } from '../core/proxy-fault.ts'
import { parseWays } from '../pac/parse-ways.ts'
import { ChosenWays } from './chosen-ways.ts'

const ORIGIN = { scheme: 'https', host: 'origin.example', port: 443 } as const

/** Proxies of the name `down` cannot be reached, `no` refuses. */
function waysBy(answer: string, nowMs = () => 0) {
  const taken: string[] = []
  const asked: string[] = []
  const chooser = {
    choose: async (url: string | URL) => {
      asked.push(String(url))
      return parseWays(answer).ways
    },
  }
  const ways = new ChosenWays(chooser, nowMs)
  const opening = {
    direct: () => {
      taken.push('direct')
      return 'direct'
    },
    through: async (proxy: Parameters<typeof formatProxyAddress>[0]) => {
      const name = formatProxyAddress(proxy)
      taken.push(name)
      if (proxy.host === 'down') throw new ProxyFault('CONNECT_REFUSED', 'down', { proxy: name })
      if (proxy.host === 'no') throw new ProxyFault('TUNNEL_REFUSED', 'no', { proxy: name })
      return name
    },
  }
  return { taken, asked, open: () => ways.open(ORIGIN, opening) }
}

test('a script is asked about the origin', async () => {
  const { asked, open } = waysBy('PROXY a:1')
  assert.equal(await open(), 'http://a:1')
  assert.deepEqual(asked, ['https://origin.example:443/'])
})

test('the next way is taken when a proxy cannot be reached, and it is tried last for a while', async () => {
  let now = 0
  const { taken, open } = waysBy('PROXY down:1; HTTPS a:2; DIRECT', () => now)
  assert.equal(await open(), 'https://a:2')
  assert.equal(await open(), 'https://a:2')
  now = 60_000
  assert.equal(await open(), 'https://a:2')
  assert.deepEqual(taken, [
    'http://down:1',
    'https://a:2',
    'https://a:2',
    'http://down:1',
    'https://a:2',
  ])
})

test('a proxy that refuses is not gone around', async () => {
  const { taken, open } = waysBy('PROXY no:1; DIRECT')
  await assert.rejects(open(), { code: 'TUNNEL_REFUSED' })
  assert.deepEqual(taken, ['http://no:1'])
})

test('when no way leads anywhere it is the fault of the first', async () => {
  const { open } = waysBy('PROXY down:1; PROXY down:2')
  await assert.rejects(open(), { code: 'CONNECT_REFUSED', proxy: 'http://down:1' })
})

test('SOCKS 5 is a way, SOCKS 4 is passed over, and said when there is nothing else', async () => {
  assert.equal(await waysBy('SOCKS5 s:1; PROXY a:2').open(), 'socks5://s:1')
  assert.equal(await waysBy('SOCKS s:1; PROXY a:2').open(), 'http://a:2')
  await assert.rejects(waysBy('SOCKS s:1').open(), {
    code: 'CONNECT_UNREACHABLE',
    message: /socks4:\/\/s:1 .* only version 5 is spoken here/,
  })
})

test('what the chooser says is said', async () => {
  const chooser = { choose: () => Promise.reject(new Error('no script')) }
  const opening = { direct: () => 'direct', through: async () => 'through' }
  await assert.rejects(new ChosenWays(chooser).open(ORIGIN, opening), /no script/)
})
