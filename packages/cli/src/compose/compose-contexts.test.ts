import assert from 'node:assert/strict'
import { test } from 'node:test'

import { composeContexts } from './compose-contexts.ts'
import { aComposing } from './testing/a-composing.ts'

const ONE = 'negotiate: { keytab: a.keytab, service: HTTP@a }'

test('two keytabs are one too many for a process', async (t) => {
  const { composing } = aComposing(
    t,
    `authentication: { default: { ${ONE} }, b: { negotiate: { keytab: b, service: HTTP@a } } }`,
  )
  const section = composing.config.authentication['default']!
  await assert.rejects(composeContexts(section, ['authentication', 'default'], composing), {
    path: ['authentication', 'default', 'negotiate', 'keytab'],
    message: /one keytab/,
  })
})
