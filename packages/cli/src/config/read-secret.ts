import { readFile, stat } from 'node:fs/promises'
import { Secret } from '@hopwise/auth'
import { fileReason } from '@hopwise/auth/node'
import type { SecretReference } from './values/secret-reference.ts'

/** Where references to secrets lead. */
export interface SecretPlaces {
  /** The configuration file's: relative paths count from there. */
  readonly directory: string
  readonly env: Readonly<Record<string, string | undefined>>
}

export type ReadSecret =
  | {
      readonly kind: 'secret'
      readonly secret: Secret
      /** What others may do with it, which they should not. */
      readonly warning?: string | undefined
    }
  | { readonly kind: 'missing'; readonly sentence: string }

/** What a reference leads to, without the line break that editors put at the end of a file. */
export async function readSecret(
  { at }: SecretReference,
  { directory, env }: SecretPlaces,
): Promise<ReadSecret> {
  if ('env' in at) {
    const text = env[at.env]
    if (text === undefined || text === '') return missing(`the variable ${at.env} is not set`)
    return { kind: 'secret', secret: new Secret(text) }
  }
  const path = at.file.from(directory)
  try {
    const text = (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
    if (text === '') return missing(`${path}: it is empty`)
    const warning = await othersMayRead(path)
    return { kind: 'secret', secret: new Secret(text), warning }
  } catch (error) {
    return missing(`${path}: ${fileReason(error)}`)
  }
}

/** A sentence where anybody but the owner's group may read the file, or anybody but the owner write it. */
export async function othersMayRead(path: string): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  const mode = (await stat(path)).mode & 0o777
  const digits = mode.toString(8).padStart(4, '0')
  if ((mode & 0o022) !== 0) return `${path} can be written by others (${digits}): chmod 600`
  if ((mode & 0o004) !== 0) return `${path} can be read by everybody (${digits}): chmod 600`
  return undefined
}

function missing(sentence: string): ReadSecret {
  return { kind: 'missing', sentence }
}
