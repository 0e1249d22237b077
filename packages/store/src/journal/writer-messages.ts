import type { Batch } from './batch.ts'
import type { SegmentWriterOptions } from './segment-writer.ts'

/** What the writer's thread is started with. */
export type WriterOptions = Omit<SegmentWriterOptions, 'nowMs'>

export type ToWriter =
  | { readonly kind: 'write'; readonly batch: Batch }
  /** `dropped`: entries of which no batch has told. */
  | { readonly kind: 'close'; readonly dropped: number }

/** Every batch is answered, in order, and its memory comes back. */
export type FromWriter =
  | { readonly kind: 'written'; readonly entries: number; readonly bytes: ArrayBuffer }
  | {
      readonly kind: 'failed'
      readonly entries: number
      readonly bytes: ArrayBuffer
      readonly why: string
    }
