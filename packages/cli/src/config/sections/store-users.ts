import { z } from 'zod'
import type { StoreKind } from './store-kind.ts'

/** The users of `hopwise user`. */
export interface UsersStoreSection {
  readonly kind: 'users'
}

export const usersStore: StoreKind<UsersStoreSection> = z
  .strictObject({ kind: z.literal('users') })
  .describe('The users of "hopwise user".')
