import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedAddresses } from './named-addresses.ts'

const cases: Readonly<Record<ReturnType<typeof namedAddresses>, readonly string[]>> = {
  literal: ['10.0.0.1', '2001:db8::1', '0x7f000001', '127.1', '017700000001', '10.0.0.1.'],
  loopback: ['localhost', 'LOCALHOST.', 'a.localhost'],
  name: ['example.com', 'localhost.example', '10.0.0.1.example', 'x1'],
}
for (const [kind, hosts] of Object.entries(cases)) {
  for (const host of hosts) {
    test(`${host} is a ${kind}`, () => assert.equal(namedAddresses(host), kind))
  }
}
