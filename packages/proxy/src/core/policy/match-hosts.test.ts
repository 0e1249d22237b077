import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type HostPattern, parseHostPattern } from './host-pattern.ts'
import { type HostMatch, matchHosts, type Reach } from './match-hosts.ts'

interface Case {
  readonly is: HostMatch
  readonly patterns: string
  readonly host: string
  readonly port?: number
  readonly addresses?: string
  readonly reach?: Reach
}

const cases: readonly Case[] = [
  { patterns: '*', host: 'anything.example', is: 'yes' },
  { patterns: '*:443', host: 'anything.example', port: 80, is: 'no' },
  { patterns: '*:80-443', host: 'anything.example', port: 443, is: 'yes' },
  { patterns: 'example.com', host: 'example.com', is: 'yes' },
  { patterns: 'example.com', host: 'www.example.com', is: 'no' },
  { patterns: 'example.com', host: 'example.com.', is: 'yes' },
  { patterns: 'example.com', host: 'EXAMPLE.COM', is: 'yes' },
  { patterns: 'bücher.example', host: 'xn--bcher-kva.example', is: 'yes' },
  { patterns: '*.example.com', host: 'example.com', is: 'no' },
  { patterns: '*.example.com', host: 'a.b.example.com', is: 'yes' },
  { patterns: '*.example.com', host: 'a.example.com.', is: 'yes' },
  { patterns: '*.example.com', host: 'badexample.com', is: 'no' },
  { patterns: '.example.com', host: 'example.com', is: 'yes' },
  { patterns: '.example.com', host: 'a.b.example.com', is: 'yes' },
  { patterns: '.example.com', host: 'badexample.com', is: 'no' },
  { patterns: '10.0.0.0/8', host: '10.1.2.3', is: 'yes' },
  { patterns: '10.0.0.0/8', host: '11.1.2.3', is: 'no' },
  { patterns: '10.0.0.0/8', host: '::ffff:10.1.2.3', is: 'yes' },
  { patterns: '10.0.0.0/8', host: '::ffff:a01:203', is: 'yes' },
  { patterns: '10.0.0.0/8', host: '64:ff9b::a01:203', is: 'yes' },
  { patterns: '10.0.0.0/8', host: '2002:a01:203::', is: 'yes' },
  { patterns: '64:ff9b::/96', host: '64:ff9b::a01:203', is: 'yes' },
  { patterns: '::1', host: '0:0:0:0:0:0:0:1', is: 'yes' },
  { patterns: '::1', host: '::2', is: 'no' },
  { patterns: '::/0', host: '10.0.0.1', is: 'no' },
  { patterns: '127.0.0.1', host: '0177.0.0.1', is: 'addresses-needed' },
  { patterns: '127.0.0.1', host: '0x7f000001', addresses: '127.0.0.1', is: 'yes' },
  { patterns: '127.0.0.1', host: 'localhost', is: 'addresses-needed' },
  { patterns: '127.0.0.1', host: 'localhost', addresses: '::1 127.0.0.1', is: 'yes' },
  {
    patterns: '127.0.0.1',
    host: 'localhost',
    addresses: '::1 127.0.0.1',
    reach: 'every',
    is: 'no',
  },
  { patterns: '127.0.0.1 ::1', host: 'a', addresses: '::1 127.0.0.1', reach: 'every', is: 'yes' },
  { patterns: '127.0.0.1', host: 'a', addresses: '', reach: 'every', is: 'no' },
  { patterns: '127.0.0.1', host: 'a', addresses: '', is: 'no' },
  { patterns: 'fe80::/10', host: 'a', addresses: 'fe80::1%eth0', is: 'yes' },
  { patterns: '127.0.0.1:443', host: 'localhost', port: 80, is: 'no' },
  { patterns: '127.0.0.1 localhost', host: 'localhost', is: 'yes' },
  { patterns: '', host: 'localhost', is: 'no' },
]
for (const { patterns, host, port = 443, addresses, reach = 'some', is } of cases) {
  const at = addresses === undefined ? '' : ` at ${addresses || 'no address'}`
  test(`[${patterns}] for ${reach} of ${host}:${port}${at}: ${is}`, () => {
    const known = addresses?.split(' ').filter((address) => address !== '')
    assert.equal(matchHosts(parsed(patterns), { host, port, addresses: known }, reach), is)
  })
}

function parsed(patterns: string): HostPattern[] {
  return patterns
    .split(' ')
    .filter((text) => text !== '')
    .map((text) => {
      const found = parseHostPattern(text)
      assert(found.kind === 'pattern')
      return found.pattern
    })
}
