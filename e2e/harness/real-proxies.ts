import { startApache, startSquid, startTinyproxy } from './parent-peers.ts'
import type { Scope } from './scope.ts'

/** Proxies that nobody here wrote, on loopback, with alice who may use them. Gives the port. */
export type StartProxy = (scope: Scope) => Promise<number>

/** Squid from Debian. Its NTLM is Samba's verifier, which knows one password and no domain. */
export function squid(scheme: 'basic' | 'digest' | 'ntlm'): StartProxy {
  return async (scope) => (await startSquid(scope, scheme)).port
}

/** Apache from Debian as a forward proxy. */
export function apache(scheme: 'basic' | 'digest'): StartProxy {
  return async (scope) => (await startApache(scope, scheme)).port
}

export const tinyproxy: StartProxy = async (scope) => (await startTinyproxy(scope)).port
