import type { InitiatedStep } from '../../flow.ts'
import type { InitiatingContext, TicketLibrary } from './load-kerberos.ts'
import { ticketAdvice } from './ticket-advice.ts'

/** A security mechanism's asking side (GSS-API): one call, one round. */
export type ContextInitiator = (
  token: string | undefined,
  context: object | undefined,
) => Promise<InitiatedStep>

/**
 * Tickets from this machine's ticket cache (`kinit`).
 *
 * @param service `HTTP@host`, the host being the one that was configured, not one that a peer names
 */
export function createKerberosInitiator(library: TicketLibrary, service: string): ContextInitiator {
  const contexts = new WeakMap<object, InitiatingContext>()
  return async (token, begun) => {
    try {
      const context =
        (begun && contexts.get(begun)) ??
        (await library.initializeClient(service, { mechOID: library.GSS_MECH_OID_SPNEGO }))
      await context.step(token ?? '')
      const handle = begun ?? {}
      contexts.set(handle, context)
      return { kind: 'token', token: context.response ?? '', context: handle }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return { kind: 'declined', detail: ticketAdvice(message, service) }
    }
  }
}
