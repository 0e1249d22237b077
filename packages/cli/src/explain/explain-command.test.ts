import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../run.ts'
import { hopwise } from '../testing/hopwise.ts'
import { scene } from '../testing/scene.ts'

const ANSWERS: readonly [args: readonly string[], english: RegExp, russian: RegExp][] = [
  [['407'], /^407 Proxy[\s\S]*\nWhat to do\n/, /^407 Proxy[\s\S]*\nЧто делать\n/],
  [
    ['530', '--header', 'server: cloudflare'],
    /^This is the likely meaning[\s\S]*\nWhy this one\n/,
    /^Скорее всего[\s\S]*\nПочему именно это\n {2}- есть заголовок server: cloudflare\n/,
  ],
  [
    ['HTTP/1.1 407 Proxy Authentication Required'],
    /the status line says: Proxy Auth/,
    /в строке состояния написано: Proxy Auth/,
  ],
  [['ERR_TUNNEL_CONNECTION_FAILED'], /client’s own error/, /ошибка самого клиента/],
  [['404.13'], /^404\.13 Content length/, /^404\.13 Content length[\s\S]*Вместе с этим/],
  [['CREDENTIALS_MISSING'], /^CREDENTIALS_MISSING: /, /^CREDENTIALS_MISSING: [\s\S]*Кто виноват/],
]

for (const [args, english, russian] of ANSWERS) {
  test(`the real command explains ${args.join(' ')} in both languages`, async () => {
    const [en, ru] = await Promise.all([
      hopwise(['explain', ...args]),
      hopwise(['explain', ...args, '--lang', 'ru']),
    ])
    assert.deepEqual([en.code, en.stderr, ru.code, ru.stderr], [0, '', 0, ''])
    assert.match(en.stdout, english)
    assert.match(ru.stdout, russian)
    assert.ok(!en.stdout.includes('\x1b'))
  })
}

test('the real command reads a pasted response from a pipe', async () => {
  const pasted = 'HTTP/2 403\r\nserver: cloudflare\r\ncf-ray: 1\r\n\r\nerror code: 1020'
  const { code, stdout } = await hopwise(['explain'], pasted)
  assert.equal(code, 0)
  assert.match(stdout, /^1020 Access denied/)
})

test('the real command ends with 1 for nonsense', async () => {
  const { code, stderr } = await hopwise(['explain', 'StatusProxyAuthRequird'])
  assert.equal(code, 1)
  assert.match(stderr, /did you mean .*StatusProxyAuthRequired/)
})

test('a field without a colon and a language that is not spoken are refused', async () => {
  for (const [args, sentence] of [
    [['530', '--header', 'cloudflare'], /Write 'NAME: VALUE'/],
    [['407', '--lang', 'de'], /Allowed choices are en, ru/],
  ] as const) {
    const { surroundings, stderr } = scene()
    assert.equal(await run(['explain', ...args], surroundings), 2)
    assert.match(stderr(), sentence)
  }
})
