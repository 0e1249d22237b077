/**
 * One process at a time. A turn is a file that its holder touches every two seconds; a file that nobody
 * touched for ten is a dead holder's. No process ids: a checkout may be shared between containers.
 */
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits for the turn and returns the function that gives it back.
 * `onWait` is called once, if there is somebody to wait for.
 */
export async function takeTurn(file, onWait) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const own = `${process.pid} ${Math.random()}`
  let hasWaited = false
  while (!create(file, own)) {
    if (isAbandoned(file)) discard(file, own)
    else {
      if (!hasWaited) onWait()
      hasWaited = true
      await pause(POLL_MS)
    }
  }
  const beat = setInterval(() => touch(file), BEAT_MS)
  return () => {
    clearInterval(beat)
    if (read(file) === own) fs.rmSync(file, { force: true })
  }
}

function create(file, own) {
  try {
    fs.writeFileSync(file, own, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isAbandoned(file) {
  const { mtimeMs } = fs.statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() }
  return Date.now() - mtimeMs > ABANDONED_MS
}

/** Moved aside first: of several who saw the same dead holder, one moves it and the others find nothing. */
function discard(file, own) {
  const aside = `${file}.${own.replace(/\W/g, '-')}`
  try {
    fs.renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  // Somebody quicker may have discarded and created before us: that one is alive, put it back.
  if (!isAbandoned(aside)) {
    try {
      fs.linkSync(aside, file)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
  fs.rmSync(aside, { force: true })
}

function touch(file) {
  const now = new Date()
  try {
    fs.utimesSync(file, now, now)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined
}

const POLL_MS = 200
const BEAT_MS = 2_000
const ABANDONED_MS = 10_000
