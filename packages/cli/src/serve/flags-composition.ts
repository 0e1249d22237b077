import type { GuessGuard, PasswordStore } from '@hopwise/auth'
import { createPasswordAuthenticator, type PasswordFile } from '@hopwise/auth/node'
import { type ListenAddress, openAccess } from '@hopwise/proxy'
import type { ComposedListener } from '../compose/composition.ts'
import { ListenOn } from '../config/values/listen-on.ts'
import { openHtpasswd } from './htpasswd-users.ts'
import type { LateData } from './late-data.ts'

export interface Flags {
  readonly listen: ListenAddress
  readonly realm: string
  readonly htpasswd?: string | undefined
}

/** What serves without a configuration file: one listener, Basic, users of our own or of a password file. */
export interface FlagsComposition {
  readonly listeners: readonly ComposedListener[]
  close(): Promise<void>
}

/** @throws {Problem} when the password file cannot be used */
export async function composeFlags(
  { listen, realm, htpasswd }: Flags,
  own: LateData,
  guard: GuessGuard,
  notify: (text: string) => void,
): Promise<FlagsComposition> {
  const file: PasswordFile | undefined =
    htpasswd === undefined ? undefined : await openHtpasswd(htpasswd, notify)
  const store: PasswordStore = file ?? own.passwords
  const access = openAccess(createPasswordAuthenticator({ store, realm, guard }))
  return {
    listeners: [{ listen: new ListenOn(listen), access, tls: undefined }],
    close: async () => await file?.close(),
  }
}
