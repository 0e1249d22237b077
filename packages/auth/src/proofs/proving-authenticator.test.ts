import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asked, Certificate } from '../asked.ts'
import type { Authenticator, Verdict } from '../verdict.ts'
import { parseAddressRange } from './address-range.ts'
import { createProvingAuthenticator, type ProofOptions } from './proving-authenticator.ts'

const LAB = [{ clients: [parseAddressRange('10.1.0.0/16')!], user: 'lab' }]
const BY_NAME = { user: 'commonName', groups: ['devices'] } as const
const ALICE: Certificate = {
  subject: 'CN=alice',
  commonName: 'alice',
  alternativeNames: [],
  fingerprint: '00',
}

/** Whoever says `alice` or `bob` is that, at once or later. */
const PASSWORDS: Authenticator = {
  challenges: () => ['Basic realm="x"'],
  authenticate: ([value]) => {
    if (value === undefined) return { kind: 'refused', reason: 'credentials-missing' }
    if (value === 'later') return Promise.resolve(right('alice'))
    return value === 'alice' || value === 'bob'
      ? right(value)
      : { kind: 'refused', reason: 'wrong-password' }
  },
}

function right(user: string): Verdict {
  return { kind: 'accepted', user, scheme: 'basic', groups: ['staff'] }
}

interface Client {
  readonly says?: string
  readonly at?: string
  readonly shows?: Certificate
  readonly problem?: string
}

/** What came of it: the user and how, or the reason and its detail. */
async function outcome(
  options: ProofOptions,
  { says, at, shows, problem }: Client,
): Promise<string> {
  const peer = {
    address: at ?? '192.0.2.1',
    certificate: shows,
    certificateProblem: problem,
    conversation: undefined,
  }
  const asked: Asked = { method: 'GET', target: 'http://o.example/', peer }
  const verdict = await createProvingAuthenticator(options).authenticate(says ? [says] : [], asked)
  switch (verdict.kind) {
    case 'accepted':
      return [verdict.user, verdict.scheme, ...(verdict.groups ?? [])].join(' ')
    case 'refused':
      return [verdict.reason, ...(verdict.detail ? [verdict.detail] : [])].join(' ')
    default:
      return verdict.kind
  }
}

const at = '10.1.2.3'
const ANY: ProofOptions = {
  satisfy: 'any',
  addresses: LAB,
  certificates: BY_NAME,
  credentials: PASSWORDS,
}
const ANY_CASES: readonly (readonly [string, Client, string])[] = [
  ['an address is enough', { at }, 'lab client-address'],
  ['a certificate is enough', { shows: ALICE }, 'alice client-certificate devices'],
  [
    'a certificate says more than an address',
    { at, shows: ALICE },
    'alice client-certificate devices',
  ],
  ['right credentials say more than either', { at, shows: ALICE, says: 'bob' }, 'bob basic staff'],
  ['so do those that take a while', { at, says: 'later' }, 'alice basic staff'],
  [
    'wrong credentials do not keep out whom the address lets in',
    { at, says: 'no' },
    'lab client-address',
  ],
  ['who has neither is asked for credentials', {}, 'credentials-missing'],
  ['who has neither and is wrong is refused', { says: 'no' }, 'wrong-password'],
  [
    'a certificate of nobody is no proof',
    { shows: { ...ALICE, commonName: undefined } },
    'credentials-missing',
  ],
]
for (const [name, client, expected] of ANY_CASES) {
  test(`any: ${name}`, async () => assert.equal(await outcome(ANY, client), expected))
}

test('any: who has signed in on the connection stays who they are', async () => {
  const credentials = { ...PASSWORDS, authenticate: () => right('bob') }
  assert.equal(await outcome({ ...ANY, credentials }, { at, shows: ALICE }), 'bob basic staff')
})

test('any: without credentials it is said what is missing', async () => {
  const certificates = { satisfy: 'any', certificates: BY_NAME, addresses: LAB } as const
  assert.equal(await outcome(certificates, {}), 'certificate-missing')
  assert.equal(
    await outcome(certificates, { problem: 'CERT_HAS_EXPIRED' }),
    'certificate-missing CERT_HAS_EXPIRED',
  )
  assert.equal(await outcome({ satisfy: 'any', addresses: LAB }, {}), 'address-not-allowed')
})

const ALL: ProofOptions = { ...ANY, satisfy: 'all' }
const ALL_CASES: readonly (readonly [string, Client, string])[] = [
  ['everything together', { at, shows: ALICE, says: 'alice' }, 'alice basic staff devices'],
  ['also when it takes a while', { at, shows: ALICE, says: 'later' }, 'alice basic staff devices'],
  ['another address', { shows: ALICE, says: 'alice' }, 'address-not-allowed'],
  ['no certificate', { at, says: 'alice' }, 'certificate-missing'],
  [
    'one that has expired',
    { at, problem: 'CERT_HAS_EXPIRED' },
    'certificate-missing CERT_HAS_EXPIRED',
  ],
  ['one of nobody', { at, shows: { ...ALICE, commonName: '' } }, 'certificate-unknown'],
  ['no credentials', { at, shows: ALICE }, 'credentials-missing'],
  ['wrong credentials', { at, shows: ALICE, says: 'no' }, 'wrong-password'],
  [
    'credentials of another user',
    { at, shows: ALICE, says: 'bob' },
    'certificate-unknown another-user',
  ],
]
for (const [name, client, expected] of ALL_CASES) {
  test(`all: ${name}`, async () => assert.equal(await outcome(ALL, client), expected))
}

test('all: what is not configured is not wanted', async () => {
  const credentials = { satisfy: 'all', addresses: LAB, credentials: PASSWORDS } as const
  assert.equal(await outcome(credentials, { at, says: 'bob' }), 'bob basic staff')
  assert.equal(await outcome({ satisfy: 'all', addresses: LAB }, { at }), 'lab client-address')
  const certificate = { satisfy: 'all', addresses: LAB, certificates: BY_NAME } as const
  assert.equal(await outcome(certificate, { at, shows: ALICE }), 'alice client-certificate devices')
})

test('all: a password is not tried for a client that would not get in with it', async () => {
  const credentials = { ...PASSWORDS, authenticate: () => assert.fail('it was tried') }
  assert.equal(await outcome({ ...ALL, credentials }, { says: 'alice' }), 'address-not-allowed')
})

test('challenges are those of the credentials, and none where there are none', () => {
  assert.deepEqual(createProvingAuthenticator(ANY).challenges(), ['Basic realm="x"'])
  assert.deepEqual(createProvingAuthenticator(ALL).challenges(), ['Basic realm="x"'])
  assert.deepEqual(createProvingAuthenticator({ satisfy: 'all', addresses: LAB }).challenges(), [])
})
