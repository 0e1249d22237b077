import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answers, drive, type Login } from '../flow.ts'
import type { ClientNeed } from '../scheme.ts'
import { Secret } from '../secret.ts'
import { toolsForTest } from '../testing/tools.ts'
import { type Asker, createAsker } from './asker.ts'
import { openAtOnce } from './open-at-once.ts'

const ASKED = { method: 'GET', target: 'http://origin.example/' }
const ALICE: Login = { username: 'alice', password: new Secret('opensesame') }

test('before anything is known it is bare, and nobody is asked', () => {
  const opening = openAtOnce(createAsker({ tools: toolsForTest() }).begin(ASKED), knowing())
  assert.deepEqual(opening, { kind: 'bare' })
})

test('a login that was accepted goes out again, and is asked for with the realm', () => {
  const questions: object[] = []
  const answers = knowing((asked) => {
    questions.push(asked)
    return ALICE
  })
  const opening = openAtOnce(acceptedAlice().begin(ASKED), answers)
  assert.ok(opening?.kind === 'send')
  assert.equal(opening.value.reveal(), 'Basic YWxpY2U6b3BlbnNlc2FtZQ==')
  assert.deepEqual(questions, [{ kind: 'find-login', scheme: 'basic', realm: 'r' }])
})

for (const [what, login] of [
  ['has changed', { ...ALICE, password: new Secret('another') }],
  ['is gone', undefined],
] as const) {
  test(`a login that ${what} since is not spent before it is asked for`, () => {
    const opening = openAtOnce(
      acceptedAlice().begin(ASKED),
      knowing(() => login),
    )
    assert.deepEqual(opening, { kind: 'bare' })
  })
}

test('who has to be waited for is not, and a failure of theirs is nobody\u2019s', async () => {
  for (const answer of [Promise.resolve(ALICE), Promise.reject(new Error('no'))]) {
    const attempt = acceptedAlice().begin(ASKED)
    assert.equal(
      openAtOnce(
        attempt,
        knowing(() => answer),
      ),
      undefined,
    )
    await answer.catch(() => undefined)
  }
})

test('schemes with sessions go through their flow', () => {
  const asker = createAsker({ tools: toolsForTest() })
  accept(asker, 'Digest realm="r", nonce="n", qop="auth"')
  const opening = openAtOnce(asker.begin(ASKED), knowing())
  assert.ok(opening?.kind === 'send')
  assert.match(opening.value.reveal(), /nc=00000002/)
})

function acceptedAlice(): Asker {
  const asker = createAsker({ tools: toolsForTest() })
  accept(asker, 'Basic realm="r"')
  return asker
}

function accept(asker: Asker, challenge: string): void {
  const attempt = asker.begin(ASKED)
  const step = drive(attempt.challenged([challenge]), knowing())
  assert.ok(!(step instanceof Promise) && step.kind === 'send')
  attempt.settle(200)
}

function knowing(
  findLogin: Answers<'find-login'>['find-login'] = () => ALICE,
): Answers<ClientNeed> {
  return {
    'find-login': findLogin,
    'find-token': () => undefined,
    'initiate-context': () => ({ kind: 'declined', detail: 'no ticket' }),
  }
}
