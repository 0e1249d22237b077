import type { PacLimits } from './pac-limits.ts'

/** What a source said about the script that it gave; given back to it, it may say "unchanged". */
export type Validators = Readonly<Record<string, string>>

export type ReadScript =
  | {
      readonly kind: 'script'
      readonly script: string
      readonly validators: Validators
      /** How long the source need not be asked again. */
      readonly freshMs: number
    }
  | { readonly kind: 'unchanged'; readonly freshMs: number }
  | {
      readonly kind: 'failed'
      readonly code: 'SOURCE_UNAVAILABLE' | 'SCRIPT_TOO_LARGE'
      readonly detail: string
    }

/** As UTF-8 if it is that, else as ISO 8859-1, in which nothing is wrong: scripts are ASCII but for comments. */
export function textOf(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    return new TextDecoder('latin1').decode(octets)
  }
}

export function tooLarge(name: string, { scriptBytesMax }: PacLimits): ReadScript {
  const detail = `${name} has more than ${scriptBytesMax} octets`
  return { kind: 'failed', code: 'SCRIPT_TOO_LARGE', detail }
}
