import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Entrance, OPEN_POLICY, type Proxy } from '@hopwise/proxy'
import { listen } from './listen.ts'

const ENTRANCE: Entrance = {
  access: { authenticatorFor: () => assert.fail('nobody asks'), policy: OPEN_POLICY },
}
const AT = { host: '127.0.0.1', port: 80 }

const CASES: readonly [code: string, sentence: RegExp][] = [
  ['EADDRINUSE', /^127\.0\.0\.1:80 is taken by another program: .*--listen/],
  ['EACCES', /may not listen on 127\.0\.0\.1:80: .*1024/],
  ['EADDRNOTAVAIL', /127\.0\.0\.1 is not an address of this machine/],
  ['ENOTFOUND', /cannot be resolved/],
  ['EAFNOSUPPORT', /cannot listen on 127\.0\.0\.1:80/],
]

for (const [code, sentence] of CASES) {
  test(`${code} is said in words, with exit code 4`, async () => {
    const failing = listen(
      proxyThat({ rejects: Object.assign(new Error('x'), { code }) }),
      AT,
      ENTRANCE,
    )
    await assert.rejects(failing, { name: 'Problem', exitCode: 4, message: sentence })
  })
}

test('any other error is a bug and stays what it is', async () => {
  await assert.rejects(
    listen(proxyThat({ rejects: new TypeError('a bug') }), AT, ENTRANCE),
    TypeError,
  )
})

test('the address that was bound is given back', async () => {
  const { host, port } = await listen(proxyThat({}), { host: '127.0.0.1', port: 0 }, ENTRANCE)
  assert.deepEqual({ host, port }, { host: '127.0.0.1', port: 0 })
})

function proxyThat({ rejects }: { readonly rejects?: Error }): Proxy {
  return {
    listen: (at) =>
      rejects === undefined ? Promise.resolve({ ...at, close() {} }) : Promise.reject(rejects),
    replaceEgress() {},
    networkChanged() {},
    drain: () => Promise.resolve(),
    live: { connections: 0, exchanges: 0, tunnels: 0 },
  }
}
