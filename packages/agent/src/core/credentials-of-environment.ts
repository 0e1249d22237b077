import type { Credentials, CredentialsSource } from './credentials.ts'
import type { Environment } from './proxy-settings.ts'

/**
 * Credentials that stand in variables of their own, so that they need no escaping and are not part of an
 * address that programs print: `HOPWISE_PROXY_USER` with `HOPWISE_PROXY_PASSWORD`, and
 * `HOPWISE_PROXY_TOKEN` for Bearer. Undefined where none of them is set.
 */
export function credentialsOf(environment: Environment): CredentialsSource | undefined {
  const username = environment['HOPWISE_PROXY_USER']
  const password = environment['HOPWISE_PROXY_PASSWORD'] ?? ''
  const token = environment['HOPWISE_PROXY_TOKEN']
  const login: Credentials | undefined = username ? { username, password } : undefined
  if (!token) return login
  return ({ scheme }) => (scheme === 'bearer' ? { token } : login)
}
