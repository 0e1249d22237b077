import { readFile } from 'node:fs/promises'
import type { Secret } from '@hopwise/auth'
import { fileReason } from '@hopwise/auth/node'
import type { Config } from '../config/config.ts'
import { readSecret, type SecretPlaces } from '../config/read-secret.ts'
import type { FilePath } from '../config/values/file-path.ts'
import type { SecretReference } from '../config/values/secret-reference.ts'
import type { LateData } from '../serve/late-data.ts'
import type { GuardFor } from './compose-guard.ts'
import type { KeepParent } from './kept-parents.ts'
import type { TakeScript } from './kept-scripts.ts'
import { Unusable } from './unusable.ts'

/** What a configuration is composed with. */
export interface Composing {
  readonly config: Config
  readonly places: SecretPlaces
  /** Users, tokens and lock-outs of the data directory: one for all configurations of a run. */
  readonly own: LateData
  readonly guardFor: GuardFor
  /** Absent: every composition has parents of its own, who know nothing yet. */
  readonly keepParent?: KeepParent | undefined
  /** Absent: every composition opens its own. */
  readonly takeScript?: TakeScript | undefined
  /** A sentence for the operator. */
  readonly notify: (sentence: string) => void
  readonly nowMs: () => number
  /** Of the local time zone at a time, east positive. */
  readonly offsetMinutes: (timeMs: number) => number
  /** Sets a variable of this process's environment, for libraries that look for it there. */
  readonly setVariable: (name: string, value: string) => void
  /** Called with whatever has to be closed when the composition is not used any more. */
  readonly closeLater: (resource: { close(): unknown }) => void
}

/** @throws {Unusable} */
export async function secretOf(
  reference: SecretReference,
  path: readonly PropertyKey[],
  { places, notify }: Composing,
): Promise<Secret> {
  const read = await readSecret(reference, places)
  if (read.kind === 'missing') throw new Unusable(path, read.sentence)
  if (read.warning !== undefined) notify(read.warning)
  return read.secret
}

/** @throws {Unusable} */
export async function textOf(
  file: FilePath,
  path: readonly PropertyKey[],
  { places }: Composing,
): Promise<string> {
  const name = file.from(places.directory)
  try {
    return await readFile(name, 'utf8')
  } catch (error) {
    throw new Unusable(path, `${name}: ${fileReason(error)}`)
  }
}
