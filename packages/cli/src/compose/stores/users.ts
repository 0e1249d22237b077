import { boundedStore } from '@hopwise/auth'
import type { UsersStoreSection } from '../../config/sections/store-users.ts'
import type { OpenStore } from './opened-store.ts'

export const openUsersStore: OpenStore<UsersStoreSection> = (_section, _path, { own }) => ({
  passwords: boundedStore(own.passwords),
  digests: own.digests,
})
