import { renameSync } from 'node:fs'
import { argon2idHashing } from '@hopwise/auth/node'
import {
  createDataDirectory,
  type DataFiles,
  type JournalSink,
  type LockOutStore,
  lockData,
  openJournal,
  openLockOuts,
  openUsers,
  StoreError,
  type UserStore,
} from '@hopwise/store'
import type { Surroundings } from '../surroundings.ts'
import { formatJournalNotice } from './journal-notice.ts'

/** What a running proxy keeps open. */
export interface Data {
  readonly files: DataFiles
  /** Absent when users come from elsewhere. */
  readonly users?: UserStore
  readonly journal: JournalSink
  readonly lockOuts: LockOutStore
  close(): Promise<void>
}

export interface DataRequest {
  readonly directory: string
  readonly keepsUsers: boolean
  readonly notify: (text: string) => void
}

/**
 * Opens everything or nothing: what was created on the way is removed when a later step fails.
 * Synchronous, so that no request is read in between.
 *
 * @throws {StoreError}
 */
export function openData(request: DataRequest, surroundings: Surroundings): Data {
  const { files, undo } = createDataDirectory(request.directory)
  const opened: { close(): unknown }[] = []
  try {
    const lock = lockData(files.lock, `process ${surroundings.processId}`)
    opened.push({ close: () => lock.release() })
    const users = request.keepsUsers ? openOwnUsers(files, surroundings) : undefined
    if (users !== undefined) opened.push(users)
    const lockOuts = openOwnLockOuts(files, request.notify, surroundings)
    opened.push(lockOuts)
    const journal = openOwnJournal(files, request.notify, surroundings)
    return {
      files,
      ...(users && { users }),
      lockOuts,
      journal,
      async close() {
        await journal.close()
        for (const resource of opened.reverse()) resource.close()
      },
    }
  } catch (error) {
    for (const resource of opened.reverse()) resource.close()
    undo()
    throw error
  }
}

function openOwnUsers(files: DataFiles, { nowMs }: Surroundings): UserStore {
  // Asked on the hot path: rather "cannot be asked" than a proxy that stands still.
  return openUsers({ file: files.users, hashing: argon2idHashing, nowMs, busyMs: 0 })
}

function openOwnLockOuts(
  { lockOuts: file }: DataFiles,
  notify: (text: string) => void,
  { nowMs }: Surroundings,
): LockOutStore {
  return openLockOuts({ file, nowMs, busyMs: 0, notify })
}

/** A damaged journal must not keep a proxy from starting. It is kept for whoever wants to look into it. */
function openOwnJournal(
  { journal: file }: DataFiles,
  notify: (text: string) => void,
  { nowMs }: Surroundings,
): JournalSink {
  const options = {
    file,
    notify: (notice: Parameters<typeof formatJournalNotice>[0]) =>
      notify(formatJournalNotice(notice)),
  }
  try {
    return openJournal(options)
  } catch (error) {
    if (!(error instanceof StoreError) || error.problem !== 'damaged') throw error
    const aside = `${file}.damaged-${nowMs()}`
    renameSync(file, aside)
    notify(`The journal was damaged: it was moved to ${aside}, and a new one begins.`)
    return openJournal(options)
  }
}
