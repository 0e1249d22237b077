import type { PasswordStore } from '@hopwise/auth'
import {
  createGuessing,
  createPasswordAuthenticator,
  DEFAULT_GUESSING,
  type PasswordFile,
} from '@hopwise/auth/node'
import { type ListenAddress, openAccess } from '@hopwise/proxy'
import { defaultDataDirectory } from '../data-option.ts'
import type { Surroundings } from '../surroundings.ts'
import { openHtpasswd } from './htpasswd-users.ts'
import type { LateData } from './late-data.ts'
import type { Plan, StartOptions } from './plan.ts'

/**
 * What serves without a configuration: one listener, Basic, users of our own or of a password file.
 *
 * @throws {Problem} when the password file cannot be used
 */
export async function planOfFlags(
  options: StartOptions,
  own: LateData,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<Plan> {
  const { listen = DEFAULT_LISTEN, realm = 'Hopwise', htpasswd, allowPrivate = false } = options
  const { nowMs } = surroundings
  const guard = createGuessing({ ...DEFAULT_GUESSING, ledger: own.lockOuts, nowMs })
  const file: PasswordFile | undefined =
    htpasswd === undefined ? undefined : await openHtpasswd(htpasswd, notify)
  const store: PasswordStore = file ?? own.passwords
  const access = openAccess(createPasswordAuthenticator({ store, realm, guard }))
  const directory = options.data ?? defaultDataDirectory(surroundings)
  return {
    listeners: [{ listen, access, tls: undefined }],
    egress: { allowPrivate },
    limits: {},
    data: { directory, keepsUsers: file === undefined },
    hasOwnUsers: file === undefined,
    htpasswd,
    close: async () => await file?.close(),
  }
}

const DEFAULT_LISTEN: ListenAddress = { host: '127.0.0.1', port: 4070 }
