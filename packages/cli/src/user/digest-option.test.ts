import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { test } from 'node:test'
import type { DigestAlgorithm } from '@hopwise/auth'
import { hopwise } from '../testing/hopwise.ts'
import { scene, temporaryDirectory } from '../testing/scene.ts'
import { existingUserStore } from './open-user-store.ts'

test('what Digest needs is kept for whom somebody asks, in the realms that are named', async (t) => {
  const { user, kept } = users(t)
  assert.equal((await user('one\n', 'add', 'alice')).code, 0)
  assert.deepEqual(kept('alice'), {})
  const { code, stderr } = await user(
    'one\n',
    'add',
    'bob',
    '--digest-realm',
    'r',
    '--digest-realm=s',
  )
  assert.equal(code, 0, stderr)
  assert.equal(
    stderr,
    'what Digest needs is kept for the realm "r" (SHA-256)\n' +
      'what Digest needs is kept for the realm "s" (SHA-256)\n' +
      'user bob was added\n',
  )
  assert.deepEqual(kept('bob'), {
    'r SHA-256': hash('sha256', 'bob:r:one', 'hex'),
    's SHA-256': hash('sha256', 'bob:s:one', 'hex'),
  })
})

test('another password keeps for Digest what was kept, until it is told not to', async (t) => {
  const { user, kept } = users(t)
  const algorithms = ['--digest-algorithm', 'sha-256', '--digest-algorithm', 'MD5']
  await user('one\n', 'add', 'bob', '--digest-realm', 'r', ...algorithms)
  const { stderr } = await user('two\n', 'passwd', 'bob')
  assert.match(stderr, /realm "r" \(MD5\)\n.*realm "r" \(SHA-256\)\nuser bob has another password/)
  assert.deepEqual(kept('bob'), {
    'r MD5': hash('md5', 'bob:r:two', 'hex'),
    'r SHA-256': hash('sha256', 'bob:r:two', 'hex'),
  })
  await user('three\n', 'passwd', 'bob', '--no-digest')
  assert.deepEqual(kept('bob'), {})
})

const REFUSED: readonly [args: readonly string[], message: RegExp][] = [
  [['--digest-realm', 'caf\u00e9'], /1 to 200 characters of printable ASCII/],
  [['--digest-realm', 'r', '--digest-algorithm', 'SHA-1'], /There are MD5, SHA-256, SHA-512-256/],
  [['--digest-algorithm', 'MD5'], /needs a realm: say with --digest-realm/],
  [['--digest-realm', 'r', '--no-digest'], /opposites/],
]

for (const [args, message] of REFUSED) {
  test(`refused: ${args.join(' ')}`, async (t) => {
    const { user } = users(t)
    const { code, stderr } = await user('one\n', 'add', 'bob', ...args)
    assert.equal(code, 2)
    assert.match(stderr, message)
  })
}

function users(t: Parameters<typeof temporaryDirectory>[0]) {
  const data = join(temporaryDirectory(t), 'data')
  return {
    user: (input: string, command: string, ...args: readonly string[]) =>
      hopwise(['user', command, ...args, '--password-stdin', '--data', data], input),
    kept: (name: string): Record<string, string> => {
      const store = existingUserStore(data, scene().surroundings)
      try {
        return Object.fromEntries(
          store.digests
            .usesOf(name)
            .map(({ realm, algorithm }) => [
              `${realm} ${algorithm}`,
              secretOf(name, realm, algorithm),
            ]),
        )
      } finally {
        store.close()
      }

      function secretOf(username: string, realm: string, algorithm: DigestAlgorithm): string {
        const found = store.digests.find({ kind: 'plain', username }, realm, algorithm)
        return found.kind === 'found' ? found.ha1.reveal() : found.kind
      }
    },
  }
}
