import { z } from 'zod'
import { type FilePath, filePath } from '../values/file-path.ts'
import type { StoreKind } from './store-kind.ts'

/** A password file, read live. */
export interface HtpasswdStoreSection {
  readonly kind: 'htpasswd'
  readonly file: FilePath
  /** An Apache group file. */
  readonly groups?: FilePath | undefined
}

export const htpasswdStore: StoreKind<HtpasswdStoreSection> = z
  .strictObject({
    kind: z.literal('htpasswd'),
    file: filePath().describe('The password file.'),
    groups: filePath().optional().describe('A group file (htgroup).'),
  })
  .describe('A password file of htpasswd, read live.')
