import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** One security context of the proxy's, as the package `kerberos` has it: GSS-API's accepting side. */
export interface AcceptingContext {
  /** Both tokens in base64. Rejects with what GSS-API says. */
  step(token: string): Promise<string>
  readonly contextComplete: boolean
  readonly response: string | null
  /** The client's principal, once complete: `alice@EXAMPLE.COM`. */
  readonly username: string
}

/** One security context of a client's: GSS-API's initiating side. */
export interface InitiatingContext {
  step(token: string): Promise<string>
  readonly contextComplete: boolean
  readonly response: string | null
}

/** What is used of the package. */
export interface KerberosLibrary extends TicketLibrary {
  /** @param service `HTTP@host`; empty for any key in the keytab. */
  initializeServer(service: string): Promise<AcceptingContext>
}

/** The part of it that asks for tickets. */
export interface TicketLibrary {
  initializeClient(
    service: string,
    options: { readonly mechOID: number },
  ): Promise<InitiatingContext>
  readonly GSS_MECH_OID_SPNEGO: number
}

/**
 * The package `kerberos` is native code over the system's MIT or Heimdal library and is installed only
 * where Negotiate is wanted (decision 0057).
 *
 * @param directory where it is installed, if not beside this package: a folder with `node_modules`
 * @throws {Error} that says how to install it
 */
export async function loadKerberos(directory?: string): Promise<KerberosLibrary> {
  const from = directory === undefined ? import.meta.url : pathToFileURL(`${directory}/`)
  try {
    return createRequire(from)('kerberos') as KerberosLibrary
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Error(
      `Negotiate needs the npm package "kerberos", which could not be loaded (${reason}): ` +
        'install the headers of the system library (Debian: apt install libkrb5-dev) and then npm install kerberos.',
      { cause: error },
    )
  }
}
