import type { DigestStore, PasswordStore } from '@hopwise/auth'
import type { Composing } from '../composing.ts'

/** What a store of the configuration can be asked. */
export interface OpenedStore {
  readonly passwords?: PasswordStore | undefined
  readonly digests?: DigestStore | undefined
}

/**
 * Opens one kind of store.
 *
 * @param path of its section
 * @throws {Unusable | RangeError} when it cannot be used
 */
export type OpenStore<Section> = (
  section: Section,
  path: readonly PropertyKey[],
  composing: Composing,
) => OpenedStore | Promise<OpenedStore>
