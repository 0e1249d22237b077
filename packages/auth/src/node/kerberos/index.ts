export { createKerberosAcceptor, type KerberosOptions } from './kerberos-acceptor.ts'
export { type ContextInitiator, createKerberosInitiator } from './kerberos-initiator.ts'
export { type KerberosLibrary, loadKerberos, type TicketLibrary } from './load-kerberos.ts'
