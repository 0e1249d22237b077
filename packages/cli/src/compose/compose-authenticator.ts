import { type Authenticator, createProvingAuthenticator, type GuessGuard } from '@hopwise/auth'
import type { AuthenticationSection } from '../config/sections/authentication.ts'
import { composeCredentials } from './compose-credentials.ts'
import type { Composing } from './composing.ts'
import type { OpenedStore } from './stores/opened-store.ts'

/**
 * One `authentication`: credentials, certificate and address together.
 *
 * @throws {Unusable}
 */
export async function composeAuthenticator(
  name: string,
  section: AuthenticationSection,
  stores: ReadonlyMap<string, OpenedStore>,
  guard: GuessGuard | undefined,
  composing: Composing,
): Promise<Authenticator> {
  const path = ['authentication', name]
  const asked = (section.stores ?? [...stores.keys()]).flatMap((store) => stores.get(store) ?? [])
  const credentials = await composeCredentials(section, asked, guard, path, composing)
  const { satisfy, addresses, certificates } = section
  // The usual case has no more to go through than it needs.
  if (credentials !== undefined && addresses === undefined && certificates === undefined) {
    return credentials
  }
  return createProvingAuthenticator({ satisfy, addresses, certificates, credentials })
}
