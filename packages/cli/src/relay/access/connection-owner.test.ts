import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownerIn } from './connection-owner.ts'

const CLIENT = { address: '127.0.0.1', port: 50_000 }
const SERVER = { address: '127.0.0.1', port: 4071 }

/** A row as Linux prints it: what stands before and behind does not matter. */
function row(from: string, to: string, state: string, uid: number, inode: number): string {
  return `   1: ${from} ${to} ${state} 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 ${inode} 1 0000000000000000 20 4 30 10 -1\n`
}

function owner(text: string, client = CLIENT, server = SERVER, isLittleEndian = true) {
  return ownerIn(Buffer.from(text), client, server, isLittleEndian)
}

test('the uid is that of the client’s end, not of the server’s', () => {
  const server = row('0100007F:0FE7', '0100007F:C350', '01', 0, 11)
  const client = row('0100007F:C350', '0100007F:0FE7', '01', 1000, 12)
  assert.deepEqual(owner(server + client), { kind: 'user', uid: 1000 })
  assert.equal(owner(server), undefined)
})

test('a client that speaks IPv4 through an IPv6 socket is found in its mapped form', () => {
  const mapped = '0000000000000000FFFF00000100007F'
  const text = row(`${mapped}:C350`, `${mapped}:0FE7`, '01', 33, 12)
  assert.deepEqual(owner(text), { kind: 'user', uid: 33 })
})

test('IPv6 loopback', () => {
  const one = '00000000000000000000000001000000'
  const text = row(`${one}:C350`, `${one}:0FE7`, '01', 33, 12)
  const found = owner(text, { ...CLIENT, address: '::1' }, { ...SERVER, address: '::1' })
  assert.deepEqual(found, { kind: 'user', uid: 33 })
})

test('a machine that begins with the high octet prints addresses the other way round', () => {
  const text = row('7F000001:C350', '7F000001:0FE7', '01', 1000, 12)
  assert.deepEqual(owner(text, CLIENT, SERVER, false), { kind: 'user', uid: 1000 })
  assert.equal(owner(text), undefined)
})

test('what a program has closed is nobody’s, though the kernel says uid 0', () => {
  for (const state of ['04', '05', '06']) {
    const text = row('0100007F:C350', '0100007F:0FE7', state, 0, 0)
    assert.deepEqual(owner(text), { kind: 'nobody' })
  }
})

test('a connection that only begins is not the one that was accepted', () => {
  assert.deepEqual(owner(row('0100007F:C350', '0100007F:0FE7', '02', 1000, 12)), {
    kind: 'nobody',
  })
})

test('a program that has sent all it has may still be read as its own', () => {
  assert.deepEqual(owner(row('0100007F:C350', '0100007F:0FE7', '05', 1000, 12)), {
    kind: 'user',
    uid: 1000,
  })
})

test('another port, another address and a row that is cut off are nobody that is known', () => {
  assert.equal(owner(row('0100007F:C351', '0100007F:0FE7', '01', 0, 12)), undefined)
  assert.equal(owner(row('0200007F:C350', '0100007F:0FE7', '01', 0, 12)), undefined)
  assert.deepEqual(owner(' 0100007F:C350 0100007F:0FE7 01 0000'), { kind: 'nobody' })
  assert.equal(owner('', { address: 'unknown', port: 1 }), undefined)
})
