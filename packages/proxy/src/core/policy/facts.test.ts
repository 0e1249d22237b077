import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Facts, folded } from './facts.ts'
import { aQuestion } from './testing/question.ts'

test('the time zone is asked once, and only when somebody wants to know', () => {
  const asked: number[] = []
  const zone = (timeMs: number): number => {
    asked.push(timeMs)
    return 60
  }
  const facts = new Facts(aQuestion({ timeMs: 5 }), zone, NO_NAMES)
  assert.deepEqual(asked, [])
  assert.equal(facts.offsetMinutes + facts.offsetMinutes, 120)
  assert.deepEqual(asked, [5])
})

test('a client whose address cannot be read has none', () => {
  const facts = new Facts(aQuestion({ client: 'unknown' }), () => 0, NO_NAMES)
  assert.equal(facts.client, undefined)
})

test('the destination is looked up in the form in which hosts are compared', () => {
  const looked: unknown[] = []
  new Facts(aQuestion({ host: 'Example.COM.', port: 8080 }), () => 0, {
    meant(...at) {
      looked.push(at)
      return new Set()
    },
  })
  assert.deepEqual(looked, [['example.com', 8080]])
})

test('spellings of one name are one word', () => {
  assert.equal(folded('Ju\u0308rgen'), folded('JÜRGEN'))
})

test('a host that is an address is its own address', () => {
  const of = (host: string) => new Facts(aQuestion({ host }), () => 0, NO_NAMES).addresses
  assert.deepEqual(of('::ffff:10.0.0.1'), [{ plain: [10, 0, 0, 1], inner: [10, 0, 0, 1] }])
  assert.equal(of('localhost'), undefined)
})

const NO_NAMES = { meant: () => new Set<number>() }
