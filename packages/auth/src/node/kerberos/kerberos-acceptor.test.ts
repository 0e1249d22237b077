import assert from 'node:assert/strict'
import { test } from 'node:test'
import { get } from '../../testing/asked.ts'
import { createKerberosAcceptor } from './kerberos-acceptor.ts'
import type { AcceptingContext, KerberosLibrary } from './load-kerberos.ts'

// The library itself, with a KDC and curl, is in e2e/negotiate.test.ts.

type Round = string | Error | { readonly user: string; readonly response: string }

/** A library whose contexts answer with the rounds given, one list for each context. */
function scripted(
  ...contexts: readonly (readonly Round[])[]
): Pick<KerberosLibrary, 'initializeServer'> & { made: string[] } {
  const made: string[] = []
  return {
    made,
    initializeServer: async (service) => {
      const rounds = [...(contexts[made.push(service) - 1] ?? [])]
      const context = { contextComplete: false, response: '', username: '' }
      const step: AcceptingContext['step'] = async () => {
        const round = rounds.shift() ?? new Error('no more rounds')
        if (round instanceof Error) throw round
        context.contextComplete = typeof round !== 'string'
        context.response = typeof round === 'string' ? round : round.response
        if (typeof round !== 'string') context.username = round.user
        return context.response
      }
      return Object.assign(context, { step })
    },
  }
}

const ALICE = { user: 'alice@TEST.EXAMPLE', response: 'oYG2' }

test('one round: who it is, and the token for the client', async () => {
  const library = scripted([ALICE])
  const acceptor = createKerberosAcceptor({ library, service: 'HTTP@proxy.example' })
  const { peer } = get()
  const step = await acceptor.accept('negotiate', 'YIIB', peer)
  assert.deepEqual(step, { kind: 'established', user: 'alice@TEST.EXAMPLE', token: 'oYG2' })
  assert.deepEqual(library.made, ['HTTP@proxy.example'])
  assert.equal(peer.conversation, undefined)
})

test('users of the own realm go by their name, those of another by their principal', async () => {
  const library = scripted([ALICE], [{ user: 'alice@OTHER.EXAMPLE', response: '' }])
  const acceptor = createKerberosAcceptor({ library, service: '', realm: 'TEST.EXAMPLE' })
  const users = []
  for (let i = 0; i < 2; i++) {
    const step = await acceptor.accept('negotiate', 'YIIB', get().peer)
    if (step.kind === 'established') users.push(step.user)
  }
  assert.deepEqual(users, ['alice', 'alice@OTHER.EXAMPLE'])
})

test('two rounds are two steps of one context, kept by the connection', async () => {
  const library = scripted(['oRQw', ALICE])
  const acceptor = createKerberosAcceptor({ library, service: '' })
  const { peer } = get()
  assert.deepEqual(await acceptor.accept('negotiate', 'YIIB', peer), {
    kind: 'continue',
    token: 'oRQw',
  })
  assert.equal((await acceptor.accept('negotiate', 'oRQx', peer)).kind, 'established')
  assert.equal(library.made.length, 1)
  assert.equal(peer.conversation, undefined)
})

test('another connection does not continue what this one began', async () => {
  const acceptor = createKerberosAcceptor({ library: scripted(['oRQw'], [ALICE]), service: '' })
  await acceptor.accept('negotiate', 'YIIB', get().peer)
  assert.equal((await acceptor.accept('negotiate', 'YIIB', get().peer)).kind, 'established')
})

test('another acceptor does not continue it either: it may want another service', async () => {
  const { peer } = get()
  const library = scripted(['oRQw', ALICE], [new Error('Token header is malformed or corrupt')])
  const began = createKerberosAcceptor({ library, service: 'HTTP@lax' })
  const other = createKerberosAcceptor({ library, service: 'HTTP@strict' })
  await began.accept('negotiate', 'YIIB', peer)
  assert.equal((await other.accept('negotiate', 'oRQx', peer)).kind, 'rejected')
  assert.deepEqual(library.made, ['HTTP@lax', 'HTTP@strict'])
})

test('a handshake that never ends is ended', async () => {
  const acceptor = createKerberosAcceptor({ library: scripted(Array(9).fill('oRQw')), service: '' })
  const { peer } = get()
  const kinds = []
  for (let i = 0; i < 4; i++) kinds.push((await acceptor.accept('negotiate', 'YIIB', peer)).kind)
  assert.deepEqual(kinds, ['continue', 'continue', 'continue', 'rejected'])
})

test("a failure of the client's making is a rejection, one of ours makes the proxy unable to tell", async () => {
  const library = scripted([new Error('Clock skew too great')], [new Error('Permission denied')])
  const acceptor = createKerberosAcceptor({ library, service: '' })
  const theirs = await acceptor.accept('negotiate', 'YIIB', get().peer)
  const ours = await acceptor.accept('negotiate', 'YIIB', get().peer)
  assert.deepEqual([theirs.kind, ours.kind], ['rejected', 'unavailable'])
  assert.ok(ours.kind === 'unavailable')
  assert.match(ours.detail, /keytab/)
})

test('more tickets at once than may wait are neither accepted nor rejected', async () => {
  const limits = { concurrentMax: 1, waitingMax: 1 }
  const acceptor = createKerberosAcceptor({
    library: scripted([ALICE], [ALICE]),
    service: '',
    limits,
  })
  const steps = [1, 2, 3].map(() => acceptor.accept('negotiate', 'YIIB', get().peer))
  const kinds = (await Promise.all(steps)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['established', 'established', 'unavailable'])
})
