import type { CredentialsSource } from './credentials.ts'
import type { Environment } from './proxy-settings.ts'

/** Who knows a user's passwords where the environment has none: the keyring. */
export type Keyring = (username: string) => CredentialsSource

/**
 * Credentials that stand in variables of their own, so that they need no escaping and are not part of an
 * address that programs print: `HOPWISE_PROXY_USER` with `HOPWISE_PROXY_PASSWORD`, and
 * `HOPWISE_PROXY_TOKEN` for Bearer. A user without a password (not even an empty one) has it in the
 * keyring. Undefined where none of them is set.
 */
export function credentialsOf(
  environment: Environment,
  keyring: Keyring,
): CredentialsSource | undefined {
  const login = loginOf(environment, keyring)
  const token = environment['HOPWISE_PROXY_TOKEN']
  if (!token) return login
  return (asked) => {
    if (asked.scheme === 'bearer') return { token }
    return typeof login === 'function' ? login(asked) : login
  }
}

function loginOf(environment: Environment, keyring: Keyring): CredentialsSource | undefined {
  const username = environment['HOPWISE_PROXY_USER']
  const password = environment['HOPWISE_PROXY_PASSWORD']
  if (!username) return undefined
  return password === undefined ? keyring(username) : { username, password }
}
