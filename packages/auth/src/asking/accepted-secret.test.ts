import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AcceptedSecret } from './accepted-secret.ts'

const GOOD = 'CONNECT good.example:443'

test('a refusal of one errand is a doubt, and other errands may still be tried', () => {
  const secret = accepted()
  assert.equal(secret.refuse('a'), true)
  assert.equal(secret.isDoubted, true)
  assert.deepEqual([secret.mayServe('a'), secret.mayServe('b')], [false, true])
})

test('after two refusals only what was good before may be tried', () => {
  const secret = accepted()
  for (const errand of ['a', 'b']) assert.equal(secret.refuse(errand), true)
  assert.deepEqual([secret.mayServe('c'), secret.mayServe(GOOD)], [false, true])
})

test('a third refusal, of what was good before, is the end', () => {
  const secret = accepted()
  for (const errand of ['a', 'b']) secret.refuse(errand)
  assert.equal(secret.refuse(GOOD), false)
})

test('what was good before and is refused is no more than one of three', () => {
  const secret = accepted()
  assert.equal(secret.refuse(GOOD), true)
  assert.equal(secret.mayServe(GOOD), false)
  assert.equal(secret.mayServe('a'), true)
})

test('an acceptance clears every doubt', () => {
  const secret = accepted()
  for (const errand of ['a', 'b']) secret.refuse(errand)
  secret.accept(GOOD)
  assert.equal(secret.isDoubted, false)
  assert.ok(['a', 'b', 'c'].every((errand) => secret.mayServe(errand)))
})

test('refusals without number that were on their way together are the end', () => {
  const secret = accepted()
  let refusals = 0
  while (secret.refuse(`${refusals}`)) refusals++
  assert.equal(refusals, 64)
})

test('of very many errands the oldest good one is forgotten', () => {
  const secret = accepted()
  for (let i = 0; i < 64; i++) secret.accept(`${i}`)
  for (const errand of ['a', 'b']) secret.refuse(errand)
  assert.deepEqual([secret.mayServe(GOOD), secret.mayServe('0')], [false, true])
})

test('refused before it was said what for, it is tried on, and a third refusal is the end', () => {
  const secret = accepted()
  const together = [secret.refuse(''), secret.refuse(''), secret.refuse('')]
  assert.deepEqual(
    [secret.isDoubted, secret.mayServe(''), ...together],
    [true, true, true, true, true],
  )
  assert.deepEqual([secret.refuse('', true), secret.refuse('', true)], [true, false])
  secret.accept('')
  assert.deepEqual([secret.isDoubted, secret.refuse('')], [false, true])
})

test('the latest tunnel that it was good for can be asked for once more', () => {
  const secret = new AcceptedSecret()
  assert.equal(secret.goodTunnel, undefined)
  for (const errand of ['CONNECT a:443', 'CONNECT b:443', 'GET http://c', 'CONNECT ']) {
    secret.accept(errand)
  }
  assert.equal(secret.goodTunnel, 'b:443')
  secret.refuse('CONNECT b:443')
  assert.equal(secret.goodTunnel, 'a:443')
})

function accepted(): AcceptedSecret {
  const secret = new AcceptedSecret()
  secret.accept(GOOD)
  return secret
}
