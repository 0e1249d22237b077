/** The pieces that ask a proxy, for who wants to see each round; without what fetch and agents need. */

export { hideSent } from './core/hide-sent.ts'
export { AGENT_LIMITS } from './core/limits.ts'
export { parseNoProxy } from './core/no-proxy.ts'
export { formatProxyAddress, type ProxyAddress, parseProxyAddress } from './core/proxy-address.ts'
export { ProxyFault, reasonOf } from './core/proxy-fault.ts'
export { answersFor } from './node/answers-for.ts'
export { faultFrom } from './node/fault-from.ts'
export { Hop } from './node/hop.ts'
export { isPersistent, readContent, readHead } from './node/read-response.ts'
export { openSocksTunnel } from './node/socks-tunnel.ts'
export type { Wire } from './node/wire.ts'
export { describePacSource, type PacSource, parsePacSource } from './pac/pac-source.ts'
