import type { ContextAcceptor } from '@hopwise/auth'
import { createKerberosAcceptor, loadKerberos } from '@hopwise/auth/node'
import type { AuthenticationSection } from '../config/sections/authentication.ts'
import type { Composing } from './composing.ts'
import { Unusable } from './unusable.ts'

/**
 * Kerberos for one `authentication`. The system's library looks for the keytab in the environment, so
 * there is one for the whole process.
 *
 * @throws {Unusable}
 */
export async function composeContexts(
  { negotiate }: AuthenticationSection,
  path: readonly PropertyKey[],
  { config, places, setVariable }: Composing,
): Promise<ContextAcceptor> {
  const at = [...path, 'negotiate']
  if (negotiate === undefined) throw new Unusable(path, 'the scheme negotiate needs its settings')
  const keytabs = Object.values(config.authentication).flatMap((section) =>
    section.negotiate === undefined ? [] : [section.negotiate.keytab.from(places.directory)],
  )
  if (new Set(keytabs).size > 1) {
    throw new Unusable([...at, 'keytab'], 'there can be one keytab for all of the configuration')
  }
  setVariable('KRB5_KTNAME', negotiate.keytab.from(places.directory))
  try {
    const { service, realm } = negotiate
    const library = await loadKerberos(negotiate.library?.from(places.directory))
    return createKerberosAcceptor({ library, service, realm })
  } catch (error) {
    throw new Unusable(at, error instanceof Error ? error.message : String(error))
  }
}
