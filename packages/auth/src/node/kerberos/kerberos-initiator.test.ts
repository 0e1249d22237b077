import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKerberosInitiator } from './kerberos-initiator.ts'
import type { TicketLibrary } from './load-kerberos.ts'

// The library itself, with a KDC, is in e2e/negotiate.test.ts.

function scripted(responses: readonly (string | Error)[]) {
  const made: string[] = []
  const steps: string[] = []
  const rest = [...responses]
  const library: TicketLibrary = {
    GSS_MECH_OID_SPNEGO: 6,
    initializeClient: async (service, options) => {
      made.push(`${service} ${options.mechOID}`)
      const context = { response: '' as string | null, contextComplete: false }
      const step = async (token: string) => {
        steps.push(token)
        const response = rest.shift() ?? new Error('no more')
        if (response instanceof Error) throw response
        context.response = response
        return response
      }
      return Object.assign(context, { step })
    },
  }
  return { library, made, steps }
}

test('a handshake is one context: begun for the service, continued with what came', async () => {
  const { library, made, steps } = scripted(['YIIB', 'oRQx'])
  const initiate = createKerberosInitiator(library, 'HTTP@proxy.example')
  const first = await initiate(undefined, undefined)
  assert.ok(first.kind === 'token')
  assert.equal(first.token, 'YIIB')
  const second = await initiate('oRQw', first.context)
  assert.ok(second.kind === 'token')
  assert.deepEqual([second.token, made, steps], ['oRQx', ['HTTP@proxy.example 6'], ['', 'oRQw']])
})

test('without a ticket the answer is no, with what the library says', async () => {
  const { library } = scripted([new Error('No Kerberos credentials available')])
  const step = await createKerberosInitiator(library, 'HTTP@proxy.example')(undefined, undefined)
  assert.deepEqual(step, {
    kind: 'declined',
    detail: 'nobody is signed in to the realm here: kinit ("No Kerberos credentials available")',
  })
})
