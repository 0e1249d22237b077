import { open } from 'node:fs/promises'
import { fetchScript } from './fetch-script.ts'
import type { PacLimits } from './pac-limits.ts'
import { quoted } from './pac-problem.ts'
import { describePacSource, type PacSource } from './pac-source.ts'
import { type ReadScript, textOf, tooLarge, type Validators } from './script-text.ts'

/**
 * Reads a script, or hears that it is the one from before. Never rejects.
 *
 * @param closing ends the wait for a server
 */
export async function readScript(
  source: PacSource,
  validators: Validators,
  limits: PacLimits,
  closing?: AbortSignal,
): Promise<ReadScript> {
  try {
    if (source.kind === 'url') return await fetchScript(source.url, validators, limits, closing)
    if (source.kind === 'file') return await readFile(source.path, validators, limits)
    return readData(source.url, limits)
  } catch (error) {
    const detail = `${describePacSource(source)} cannot be read: ${reasonOf(error)}`
    return { kind: 'failed', code: 'SOURCE_UNAVAILABLE', detail }
  }
}

async function readFile(path: string, before: Validators, limits: PacLimits): Promise<ReadScript> {
  const file = await open(path)
  try {
    const { size, mtimeMs, ino } = await file.stat()
    const state = `${ino} ${size} ${mtimeMs}`
    if (before['state'] === state) return { kind: 'unchanged', freshMs: FILE_FRESH_MS }
    // A device or pipe has no size: no more than allowed is read of anything.
    const octets = Buffer.alloc(Math.min(size || limits.scriptBytesMax, limits.scriptBytesMax) + 1)
    let filled = 0
    for (;;) {
      const { bytesRead } = await file.read(octets, filled, octets.length - filled)
      filled += bytesRead
      if (bytesRead === 0 || filled === octets.length) break
    }
    if (filled > limits.scriptBytesMax) return tooLarge(path, limits)
    const script = textOf(octets.subarray(0, filled))
    return { kind: 'script', script, validators: { state }, freshMs: FILE_FRESH_MS }
  } finally {
    await file.close()
  }
}

/** RFC 2397: `data:[<mediatype>][;base64],<data>`. It never changes. */
function readData(url: string, limits: PacLimits): ReadScript {
  const comma = url.indexOf(',')
  if (comma < 0) throw new TypeError('a data URL has a comma before its data')
  const isBase64 = /;\s*base64\s*$/i.test(url.slice(0, comma))
  // Escapes make it longer, never shorter.
  if (url.length > 3 * limits.scriptBytesMax + comma + 1) return tooLarge('the data URL', limits)
  const data = decodeURIComponent(url.slice(comma + 1))
  const script = isBase64 ? textOf(Buffer.from(data, 'base64')) : data
  if (Buffer.byteLength(script) > limits.scriptBytesMax) return tooLarge('the data URL', limits)
  return { kind: 'script', script, validators: {}, freshMs: Number.POSITIVE_INFINITY }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as Error & { code?: unknown }
  if (typeof code !== 'string' || code === '') return quoted(message)
  const words = WORDS.get(code)
  return words === undefined ? quoted(code) : `${words} (${code})`
}

/** Asking costs one stat. */
const FILE_FRESH_MS = 2_000
const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'its name has no address'],
  ['EAI_AGAIN', 'the name service does not answer'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ENETUNREACH', 'there is no way to it'],
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'this user may not read it'],
  ['EISDIR', 'it is a directory'],
])
