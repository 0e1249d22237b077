import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '../../problem.ts'
import { parseParentArgument } from './parent-argument.ts'

test('an address is read with a scheme and without', () => {
  const address = { scheme: 'http', host: 'proxy.corp', port: 8080 }
  assert.deepEqual(parseParentArgument('http://proxy.corp:8080'), { address })
  assert.deepEqual(parseParentArgument('proxy.corp:8080'), { address })
  assert.equal(parseParentArgument('socks5h://[::1]').address.port, 1080)
})

test('a login is taken out of the address, decoded, up to the last @', () => {
  const { address, login } = parseParentArgument('https://CORP\\max:p@ss%3Aword@proxy.corp')
  assert.deepEqual(address, { scheme: 'https', host: 'proxy.corp', port: 443 })
  assert.equal(login?.username, 'CORP\\max')
  assert.equal(login?.password.reveal(), 'p@ss:word')
})

test('what cannot be read is refused without repeating the password', () => {
  for (const text of ['ftp://max:secret@proxy', 'http://max:secret@', 'http://max:secret@a b']) {
    assert.throws(
      () => parseParentArgument(text),
      (error) => error instanceof Problem && !error.message.includes('secret'),
    )
  }
})

test('a scheme that is mistyped is no host and no user, and what was meant is said', () => {
  for (const text of ['http//proxy.corp:8080', 'http//max:secret@proxy.corp:8080']) {
    assert.throws(
      () => parseParentArgument(text),
      (error: Error) =>
        error instanceof Problem &&
        error.message ===
          'The address behind --to is not one of a proxy: it begins with http//, where http:// was meant.',
    )
  }
})
