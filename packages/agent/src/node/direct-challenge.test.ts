import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALICE_BASIC, aHop } from '../testing/a-hop.ts'
import { answerDirectly } from './direct-challenge.ts'

const TARGET = 'http://origin.example/a'
const BASIC = 'Basic realm="r"'

test('credentials that any connection may carry are the answer', async () => {
  const { hop, attempt } = stage()
  const credentials = await answerDirectly({ hop, attempt, target: TARGET }, [BASIC])
  assert.equal(credentials?.reveal(), ALICE_BASIC)
})

for (const [what, challenge] of [
  ['a handshake', 'NTLM'],
  ['a scheme that nobody knows', 'Mystery'],
]) {
  test(`${what} is for the long way`, async () => {
    const { hop, attempt } = stage()
    assert.equal(await answerDirectly({ hop, attempt, target: TARGET }, [challenge!]), undefined)
  })
}

test('what is given up here keeps nobody from trying the same password', async () => {
  const { hop, attempt } = stage()
  await answerDirectly({ hop, attempt, target: TARGET }, ['NTLM'])
  const other = hop.asker.begin({ method: 'GET', target: TARGET })
  const credentials = await answerDirectly({ hop, attempt: other, target: TARGET }, [BASIC])
  assert.equal(credentials?.reveal(), ALICE_BASIC)
})

test('a login that cannot be asked for is for the long way to tell', async () => {
  const { hop, attempt } = stage(() => {
    throw new Error('the keyring is locked')
  })
  assert.equal(await answerDirectly({ hop, attempt, target: TARGET }, [BASIC]), undefined)
})

function stage(findLogin?: () => never) {
  const hop = aHop(1, {}, findLogin ? { 'find-login': findLogin } : {})
  return { hop, attempt: hop.asker.begin({ method: 'GET', target: TARGET }) }
}
