import { z } from 'zod'
import { MISSING } from '../wording.ts'
import { FilePath } from './file-path.ts'

/** Where a secret is. The configuration names it and does not contain it. */
export class SecretReference {
  readonly at: { readonly file: FilePath } | { readonly env: string }

  constructor(at: SecretReference['at']) {
    this.at = at
  }

  toJSON(): SecretReference['at'] {
    return this.at
  }
}

export function secretReference(): z.ZodType<SecretReference> {
  return z.union(
    [
      z
        .strictObject({ file: z.string().min(1, { error: 'write a path' }) })
        .transform(({ file }) => new SecretReference({ file: new FilePath(file) })),
      z
        .strictObject({
          env: z.string().regex(VARIABLE, { error: 'write the name of a variable' }),
        })
        .transform((at) => new SecretReference(at)),
    ],
    { error: ({ input }) => (input === undefined ? MISSING : isOfTheKind(input) ? '' : SENTENCE) },
  )
}

/** Something that says where, though not rightly: then what is wrong inside is told. */
function isOfTheKind(input: unknown): boolean {
  return typeof input === 'object' && input !== null && ('file' in input || 'env' in input)
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/
const SENTENCE =
  'a secret does not belong in this file: write { file: PATH } or { env: NAME } to say where it is'
