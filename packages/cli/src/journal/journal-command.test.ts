import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { run } from '../run.ts'
import { anEntry } from '../testing/entries.ts'
import { BINARY } from '../testing/hopwise.ts'
import { writtenJournal } from '../testing/journal.ts'
import { NOW_MS, scene, temporaryDirectory } from '../testing/scene.ts'

const HOUR = 3_600_000
const ENTRIES = [
  anEntry({ exchange: '3F9K-T2QX-0001', time: NOW_MS - 2 * HOUR, user: 'bob' }),
  anEntry({
    exchange: '3F9K-T2QX-0002',
    time: NOW_MS - HOUR / 2,
    status: 502,
    outcome: 'failed',
    fault: 'CONNECT_REFUSED',
    parent: 'corp',
  }),
  anEntry({ exchange: '3F9K-T2QX-0003', time: NOW_MS, wouldRefuse: 'no games' }),
]

const QUERIES: readonly [args: readonly string[], expected: readonly string[]][] = [
  [[], ['0001', '0002', '0003']],
  [
    ['--since', '1h'],
    ['0002', '0003'],
  ],
  [['--fault', 'connect-refused'], ['0002']],
  [['--user', 'bob'], ['0001']],
  [['--rule', 'no games'], ['0003']],
  [['--parent', 'corp'], ['0002']],
  [['--limit', '1'], ['0003']],
  [['3f9kt2qx-oooi'], ['0001']],
]

for (const [args, expected] of QUERIES) {
  test(`hopwise journal ${args.join(' ')} shows ${expected.join(', ')}`, async (t) => {
    const data = await writtenJournal(t, ENTRIES)
    const { surroundings, stdout } = scene()
    assert.equal(await run(['journal', ...args, '--json', '--data', data], surroundings), 0)
    const ids = stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).exchange.slice(-4))
    assert.deepEqual(ids, expected)
  })
}

const REFUSED: readonly [args: readonly string[], code: number, sentence: RegExp][] = [
  [['--since', 'monday'], 2, /such as 30m, 1h/],
  [['--fault', 'CONECT_REFUSED'], 2, /Did you mean CONNECT_REFUSED\?/],
  [['--fault', 'x'], 2, /words such as CONNECT_REFUSED/],
  [['--limit', '0'], 2, /number from 1/],
]

for (const [args, code, sentence] of REFUSED) {
  test(`hopwise journal ${args.join(' ')} is refused`, async () => {
    const { surroundings, stderr } = scene()
    assert.equal(await run(['journal', ...args], surroundings), code)
    assert.match(stderr(), sentence)
  })
}

test('a directory without a journal is said', async (t) => {
  const { surroundings, stderr } = scene()
  const data = temporaryDirectory(t)
  assert.equal(await run(['journal', '--data', data], surroundings), 3)
  assert.match(stderr(), /^hopwise: .*journal\.db does not exist: start the proxy once/)
})

test('whoever stops reading the list, as head does, has read enough', async (t) => {
  const entries = Array.from({ length: 5_000 }, (_, n) =>
    anEntry({ exchange: `x${n}`, time: NOW_MS + n }),
  )
  const data = await writtenJournal(t, entries)
  for (const format of [[], ['--json']]) {
    const args = [BINARY, 'journal', '--data', data, '--limit', '5000', ...format]
    const child = spawn(process.execPath, args)
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const [code] = await once(child, 'close')
    assert.deepEqual([code, stderr], [0, ''])
  }
})
