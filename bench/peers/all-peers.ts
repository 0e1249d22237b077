import { apache } from './apache.ts'
import { haproxy } from './haproxy.ts'
import { hopwise } from './hopwise.ts'
import { nginx } from './nginx.ts'
import type { Peer } from './peer.ts'
import { proxyChain } from './proxy-chain.ts'
import { squid } from './squid.ts'
import { tinyproxy } from './tinyproxy.ts'

/** In the order of the table. A new peer is a new file and a line here. */
export const ALL_PEERS: readonly Peer[] = [
  hopwise,
  squid,
  nginx,
  haproxy,
  apache,
  tinyproxy,
  proxyChain,
]
