import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '@hopwise/auth'
import type { NamedAddress } from '@hopwise/proxy'
import { parseParentArgument } from './parent-argument.ts'
import { relayParent } from './relay-parents.ts'
import { namedParent, scriptParents, type Trust } from './script-parents.ts'

const presented = { user: 'max', password: () => new Secret('s3cret') }
const listed = parseParentArgument('http://ann:other@one.corp:8080')
const trust: Trust = {
  parents: [listed],
  credentialsFor: '.trusted.corp, two.corp:3128',
  presented,
}
const http = (host: string, port = 8080): NamedAddress => ({ scheme: 'http', host, port })

const cases: readonly [string, NamedAddress, string | undefined][] = [
  ['a proxy of --to gets its own login', http('one.corp'), 'ann'],
  ['another port of its machine gets none', http('one.corp', 8081), undefined],
  ['TLS to it is something else, too', { ...http('one.corp'), scheme: 'https' }, undefined],
  ['a listed domain gets the login of --user', http('p.trusted.corp'), 'max'],
  ['a listed port gets it', http('two.corp', 3128), 'max'],
  ['other ports there do not', http('two.corp', 3129), undefined],
  ['a stranger gets none', http('evil.example'), undefined],
]
for (const [what, address, username] of cases) {
  test(what, async () => {
    const parent = scriptParents(trust, new Map(), () => {})(address)
    assert(parent?.credentials.kind === 'own')
    const { answers } = parent.credentials
    const login = await answers['find-login']({ scheme: 'basic', realm: undefined })
    assert.equal(login?.username, username)
  })
}

test('a stranger gets no ticket either', async () => {
  const parent = scriptParents(trust, new Map(), () => {})(http('evil.example'))
  assert(parent?.credentials.kind === 'own')
  const ticket = await parent.credentials.answers['initiate-context']({
    token: undefined,
    context: undefined,
  } as never)
  assert.deepEqual(ticket, { kind: 'declined', detail: 'this proxy gets no credentials' })
})

test('what is learnt of a parent is kept, that of --to is the same one, and each is told once', () => {
  const told: string[] = []
  const own = relayParent(listed, presented)
  const known = new Map([[listed, own]])
  const at = scriptParents(trust, known, (sentence) => void told.push(sentence))
  assert.equal(at(http('one.corp')), own)
  assert.equal(at(http('evil.example')), at(http('evil.example')))
  assert.deepEqual([...known.values()], [own, at(http('evil.example'))])
  assert.equal(at({ ...http('old.corp'), scheme: 'socks4' }), undefined)
  assert.equal(at({ ...http('old.corp'), scheme: 'socks4' }), undefined)
  assert.deepEqual(told, [
    'The PAC script names http://evil.example:8080. It gets no credentials, unless --credentials-for evil.example is said.',
    'The PAC script names socks4://old.corp:8080, which is not spoken here: it is passed over.',
  ])
})

test('a script that makes up addresses does not make us keep them all', () => {
  const known = new Map([[listed, relayParent(listed, presented)]])
  const at = scriptParents(trust, known, () => {})
  at(http('one.corp'))
  const first = at(http('p.trusted.corp', 1))
  for (let port = 2; port < 200; port++) at(http('p.trusted.corp', port))
  assert.notEqual(at(http('p.trusted.corp', 1)), first)
  assert.ok(known.size <= 101 && known.has(listed))
})

test('what cannot be spoken to is nobody', () => {
  assert.equal(namedParent({ ...http('a'), scheme: 'socks4' }, trust), undefined)
  assert.equal(namedParent({ ...http('a'), scheme: 'socks5' }, trust)?.argument.address.port, 8080)
})
