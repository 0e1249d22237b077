import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { anEntry } from '../testing/entries.ts'
import { smallDisk } from '../testing/small-disk.ts'
import { temporaryDirectory } from '../testing/temporary-directory.ts'
import type { JournalNotice } from './drop-report.ts'
import { type JournalSink, openJournal } from './open-journal.ts'
import { type JournalReader, openJournalReader } from './read-journal.ts'

test('everything written before close is there after it', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const journal = openJournal({ file, notify: unexpected })
  writeMany(journal, 0, 5_000)
  await journal.close()
  assert.equal(journal.dropped, 0)
  assert.equal(reading(t, file).read({ limit: 10_000 }).length, 5_000)
})

test('an entry is handed over without waiting for more', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const journal = openJournal({ file, notify: unexpected, flushMs: 5 })
  t.after(() => journal.close())
  writeMany(journal, 0, 1)
  const reader = reading(t, file)
  await until(() => reader.find('x000000000') !== undefined)
})

test('a disk that cannot follow costs entries, not memory: they are counted, said and stored', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const notices: JournalNotice[] = []
  const journal = openJournal({ file, notify: (notice) => notices.push(notice) })
  const blocker = new DatabaseSync(file)
  t.after(() => blocker.close())
  blocker.exec('BEGIN IMMEDIATE')
  const written = 60_000 // some 20 MB where 4 MiB are allowed
  writeMany(journal, 0, written)
  assert.ok(journal.dropped > 20_000, `${journal.dropped} dropped`)
  assert.deepEqual(notices, [{ kind: 'dropped', entries: 1, why: 'the disk is too slow' }])
  blocker.exec('ROLLBACK')
  const reader = reading(t, file)
  await until(() => reader.read({ limit: 1 }).length === 1)
  writeMany(journal, written, 1)
  await journal.close()
  assert.equal(notices.at(-1)?.kind, 'resumed')
  assert.equal(reader.missing({}), journal.dropped)
  assert.equal(reader.read({ limit: 100_000 }).length, written + 1 - journal.dropped)
})

test('a full disk is said in words and the journal goes on when there is room', async (t) => {
  const directory = smallDisk(t, 'size=1m')
  if (directory === undefined) return
  const file = join(directory, 'journal.db')
  const notices: JournalNotice[] = []
  const journal = openJournal({ file, notify: (notice) => notices.push(notice), flushMs: 5 })
  assert.throws(() => writeFileSync(join(directory, 'filler'), Buffer.alloc(1024 * 1024)))
  let n = 0
  // Few at a time: with more than fit into its buffers while the writer starts, it would be too slow.
  await until(() => {
    writeMany(journal, n, 1)
    n += 1
    return notices.length > 0
  })
  const [notice] = notices
  assert.ok(notice?.kind === 'dropped')
  assert.match(notice.why, /^The disk that holds .*journal\.db is full/)
  rmSync(join(directory, 'filler'))
  await until(() => {
    writeMany(journal, n, 1)
    n += 1
    return notices.at(-1)?.kind === 'resumed'
  })
  await journal.close()
  const reader = reading(t, file)
  assert.equal(reader.missing({}), journal.dropped)
  assert.equal(reader.read({ limit: 1_000_000 }).length, n - journal.dropped)
})

test('a journal that cannot be opened is said at once', (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  writeFileSync(file, 'x'.repeat(5000))
  assert.throws(() => openJournal({ file, notify: unexpected }), { problem: 'damaged' })
})

test('an entry longer than a batch is dropped and said', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const notices: JournalNotice[] = []
  const journal = openJournal({ file, notify: (notice) => notices.push(notice) })
  journal.write(Buffer.from('x'.repeat(1024 * 1024)), anEntry(1))
  writeMany(journal, 2, 1)
  await journal.close()
  assert.deepEqual(notices[0], { kind: 'dropped', entries: 1, why: 'an entry is too long' })
  assert.equal(reading(t, file).missing({}), 1)
})

test('after close entries are dropped, not kept for ever', async (t) => {
  const journal = openJournal({
    file: join(temporaryDirectory(t), 'journal.db'),
    notify: () => {},
  })
  await journal.close()
  writeMany(journal, 0, 3)
  assert.equal(journal.dropped, 3)
})

test('a writer killed in the middle leaves whole batches, and the next one goes on', async (t) => {
  const file = join(temporaryDirectory(t), 'journal.db')
  const source = `
    import { openJournal } from ${JSON.stringify(import.meta.resolve('./open-journal.ts'))}
    import { anEntry } from ${JSON.stringify(import.meta.resolve('../testing/entries.ts'))}
    const journal = openJournal({ file: ${JSON.stringify(file)}, notify() {}, flushMs: 1 })
    let n = 0
    setInterval(() => {
      for (let i = 0; i < 100; i++, n++) journal.write(Buffer.from(JSON.stringify(anEntry(n))), anEntry(n))
    }, 1)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await until(() => existsSync(file) && count(file) > 1000)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const journal = openJournal({ file, notify: unexpected })
  writeMany(journal, 1_000_000, 1)
  await journal.close()
  const entries = reading(t, file).read({ limit: 2_000_000 })
  assert.ok(entries.length > 1000)
  // A writer this fast may have dropped batches; those that are there are whole and in order.
  let last = -1
  for (const entry of entries.slice(0, -1)) {
    const n = Number(entry.exchange.slice(1))
    assert.ok(n > last, `${n} after ${last}`)
    assert.equal(entry.exchange, anEntry(n).exchange)
    assert.equal(entry.time, anEntry(n).time)
    last = n
  }
  assert.equal(entries.at(-1)?.exchange, anEntry(1_000_000).exchange)
})

function writeMany(journal: JournalSink, first: number, count: number): void {
  for (let n = first; n < first + count; n++) {
    const entry = anEntry(n)
    journal.write(Buffer.from(JSON.stringify(entry)), entry)
  }
}

/** Zero as long as the other process has not made the tables. */
function count(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return Number(database.prepare('SELECT sum(entries) AS n FROM segment').get()?.['n'])
  } catch {
    return 0
  } finally {
    database.close()
  }
}

function reading(t: TestContext, file: string): JournalReader {
  const reader = openJournalReader(file)
  t.after(() => reader.close())
  return reader
}

/** Looks again each turn: what is waited for is done by another thread. */
async function until(isTrue: () => boolean): Promise<void> {
  for (const start = Date.now(); !isTrue(); ) {
    if (Date.now() - start > 10_000) throw new Error('it did not happen within 10 s')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

function unexpected(notice: JournalNotice): void {
  throw new Error(`not expected: ${JSON.stringify(notice)}`)
}
