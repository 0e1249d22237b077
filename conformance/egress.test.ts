import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dial, printed } from './wire/connection.ts'
import { basic } from './wire/credentials.ts'
import { bodyLength, fieldValues, headEnd, statusOf } from './wire/message-end.ts'
import { ProxyProcess } from './wire/proxy-process.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'

// Without --allow-private: a name is resolved once, every address of it is classified, and what is
// not public is refused before anything is dialled.

let proxy: ProxyProcess
let origin: ScriptedOrigin

before(async () => {
  proxy = await ProxyProcess.start()
  origin = await ScriptedOrigin.start()
})

after(async () => {
  await origin?.close()
  await proxy?.stop()
})

/** Hosts that lead to where nobody was meant to be let, and the ways of writing them. */
const FORBIDDEN: readonly (readonly [what: string, host: string])[] = [
  ['loopback', '127.0.0.1'],
  ['another loopback address', '127.8.8.8'],
  ['loopback by name', 'localhost'],
  ['loopback in capitals', 'LOCALHOST'],
  ['IPv6 loopback', '[::1]'],
  ['IPv6 loopback written out', '[0:0:0:0:0:0:0:1]'],
  ['loopback mapped to IPv6', '[::ffff:127.0.0.1]'],
  ['loopback mapped to IPv6 in hex', '[::ffff:7f00:1]'],
  ['loopback behind NAT64', '[64:ff9b::7f00:1]'],
  ['loopback in 6to4', '[2002:7f00:1::]'],
  ['loopback as one decimal number', '2130706433'],
  ['loopback as one hexadecimal number', '0x7f000001'],
  ['loopback as one octal number', '017700000001'],
  ['loopback in octal parts', '0177.0.0.1'],
  ['loopback in hexadecimal parts', '0x7f.0.0.1'],
  ['loopback with parts left out', '127.1'],
  ['the unspecified address', '0.0.0.0'],
  ['the unspecified address in short', '0'],
  ['the unspecified IPv6 address', '[::]'],
  ['private 10/8', '10.1.2.3'],
  ['private 172.16/12', '172.31.255.255'],
  ['private 192.168/16', '192.168.0.1'],
  ['private IPv6', '[fd12:3456::1]'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['link-local', '169.254.1.1'],
  ['link-local IPv6', '[fe80::1]'],
  ['the metadata service of clouds', '169.254.169.254'],
  ['the metadata service mapped to IPv6', '[::ffff:a9fe:a9fe]'],
  ['the metadata service as a number', '2852039166'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
]

for (const [what, host] of FORBIDDEN) {
  test(`GET is refused: ${what}, ${host} [9209-2.1.1-1]`, () =>
    isForbidden('GET', `http://${host}:${origin.port}/`))
  test(`CONNECT is refused: ${what}, ${host} [9209-2.1.1-1]`, () =>
    isForbidden('CONNECT', `${host}:${origin.port}`))
}

test('nobody was dialled', () => {
  assert.equal(origin.connections.length, 0)
})

async function isForbidden(method: string, target: string): Promise<void> {
  const since = proxy.entries.length
  const client = await dial(proxy.port)
  try {
    await client.send(
      `${method} ${target} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${basic('alice')}\r\n\r\n`,
    )
    const end = await client.until('a response', () => headEnd(client.unread))
    const head = client.unread.slice(0, end)
    await client.until('its body', () => bodyLength(head, client.unread.slice(end), false))
    assert.equal(statusOf(head), 403, printed(client.unread))
    const [member] = fieldValues(head, 'Proxy-Status')
    assert.match(member ?? '', /; error=destination_ip_prohibited(?:;|$)/)
    const entry = await proxy.entry(target, (one) => one.status === 403, since)
    assert.equal(entry.fault, 'DESTINATION_FORBIDDEN')
    assert.equal(entry.outcome, 'refused')
  } finally {
    client.close()
  }
}
