import { z } from 'zod'
import { type FilePath, filePath } from '../values/file-path.ts'
import type { StoreKind } from './store-kind.ts'

/** A file of Digest's secrets, read live. */
export interface HtdigestStoreSection {
  readonly kind: 'htdigest'
  readonly file: FilePath
  /** An Apache group file. */
  readonly groups?: FilePath | undefined
}

export const htdigestStore: StoreKind<HtdigestStoreSection> = z
  .strictObject({
    kind: z.literal('htdigest'),
    file: filePath().describe('The file that htdigest writes.'),
    groups: filePath().optional().describe('A group file (htgroup).'),
  })
  .describe('A password file of htdigest, read live; for the scheme digest.')
