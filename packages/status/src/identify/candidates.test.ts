import assert from 'node:assert/strict'
import { test } from 'node:test'
import { candidatesFor } from './candidates.ts'
import { observe, type ResponseEvidence } from './observation.ts'
import { seenProducts } from './products.ts'

const fitting = (evidence: ResponseEvidence) => {
  const observed = observe(evidence)
  return candidatesFor(observed, seenProducts(observed))
}
const ids = (evidence: ResponseEvidence) => fitting(evidence).map(({ entry }) => entry.id)
const kinds = (evidence: ResponseEvidence, id: string) =>
  fitting(evidence)
    .find(({ entry }) => entry.id === id)
    ?.evidence.map(({ kind, weight }) => `${kind} ${weight}`)

test('every number has the meanings of the registry and its vendors as candidates', () => {
  for (let code = 100; code <= 999; code++) {
    for (const { role, entry } of fitting({ code })) {
      assert.equal(role, 'meaning', `${code} ${entry.id}`)
    }
  }
})

test('a field that a code demands speaks for it; where it is missing, against', () => {
  const asked = { code: 407, headers: { 'Proxy-Authenticate': 'Basic realm="x"' } }
  assert.deepEqual(kinds(asked, 'iana/407'), ['registered weak', 'required-field strong'])
  const naked = { code: 407, headers: { Server: 'Apache' } }
  assert.deepEqual(kinds(naked, 'iana/407'), ['registered weak', 'missing-field against'])
  assert.deepEqual(kinds({ code: 407 }, 'iana/407'), ['registered weak'])
})

test('what stands in logs only is doubted in a response and fits a log', () => {
  const headers = { 'content-type': 'text/html' }
  assert.deepEqual(kinds({ code: 444, headers }, 'nginx/444'), ['log-only against'])
  const context = { seenIn: 'log', product: 'nginx' } as const
  assert.deepEqual(kinds({ code: 444, context }, 'nginx/444'), [
    'said-product strong',
    'in-log weak',
  ])
  assert.deepEqual(kinds({ code: 599, headers }, 'tornado-asynchttpclient/599'), [
    'client-only against',
  ])
})

test('a retired meaning is doubted', () => {
  assert.deepEqual(kinds({ code: 527 }, 'cloudflare/527'), ['retired against'])
})

test('that a product was there makes none of its details a candidate', () => {
  assert.deepEqual(ids({ code: 403, headers: { Server: 'Microsoft-IIS/10.0' } }), ['iana/403'])
})

test('a detail needs a mark of its own and a status it is sent with', () => {
  const body = '<h3>HTTP Error 403.14 - Forbidden</h3>'
  assert.ok(ids({ code: 403, body }).includes('iis-substatus/403.14'))
  assert.deepEqual(ids({ code: 500, body }), ['iana/500'])
  assert.deepEqual(ids({ body }), ['iis-substatus/403.14'])
})

test('a hint alone is no detail, with its product it is', () => {
  assert.deepEqual(ids({ code: 403, body: 'Error 1020' }), ['iana/403'])
  const headers = { Server: 'cloudflare' }
  assert.ok(ids({ code: 403, body: 'Error 1020', headers }).includes('cloudflare-1xxx/1020'))
})

test('the reason phrase of a registered code speaks for the registry, former ones too', () => {
  for (const reason of ['Content Too Large', 'Payload Too Large', 'request entity too large']) {
    assert.deepEqual(kinds({ code: 413, reason }, 'iana/413'), ['registered weak', 'reason strong'])
  }
})
