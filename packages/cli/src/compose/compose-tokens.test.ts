import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Secret } from '@hopwise/auth'
import { composeTokens } from './compose-tokens.ts'
import { aComposing } from './testing/a-composing.ts'

const PATH = ['authentication', 'default', 'bearer']

function section(text: string) {
  return `authentication: { default: { bearer: ${text} } }`
}

test('tokens of our own are asked for in the data, which may not be open yet', async (t) => {
  const { composing } = aComposing(t, section('{ scope: proxy }'))
  const tokens = await composeTokens(
    composing.config.authentication['default']!.bearer,
    PATH,
    composing,
  )
  assert.equal((await tokens.check(new Secret('x'))).kind, 'unavailable')
  assert.equal(tokens.scope, 'proxy')
})

test('where no token could be right, that is an error', async (t) => {
  const { composing } = aComposing(t, section('{ tokens: false }'))
  const { bearer } = composing.config.authentication['default']!
  await assert.rejects(composeTokens(bearer, PATH, composing), { path: PATH, message: /no token/ })
})

test('an address that tokens must not travel to in the clear is an error', async (t) => {
  const { composing } = aComposing(
    t,
    section(
      '{ introspection: { url: "http://idp.example/i", clientId: a, clientSecret: { file: s } } }',
    ),
    { s: 'x' },
  )
  const { bearer } = composing.config.authentication['default']!
  await assert.rejects(composeTokens(bearer, PATH, composing), { name: 'Unusable', path: PATH })
})

test('the secret of the client is read from where it is', async (t) => {
  const { composing } = aComposing(
    t,
    section(
      '{ introspection: { url: "https://idp.example/i", clientId: a, clientSecret: { file: none } } }',
    ),
  )
  const { bearer } = composing.config.authentication['default']!
  await assert.rejects(composeTokens(bearer, PATH, composing), {
    path: [...PATH, 'introspection', 'clientSecret'],
    message: /none: there is no such file/,
  })
})
