import type { z } from 'zod'

/** A schema of one kind of store: an object that says which by its `kind`. */
export type StoreKind<T> = z.ZodType<T> & z.core.$ZodTypeDiscriminable
