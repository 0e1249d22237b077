import type { Asked } from '../asked.ts'

/** A GET by a client on loopback. */
export function get(over: Partial<Asked> = {}): Asked {
  const peer = { address: '127.0.0.1', conversation: undefined }
  return { method: 'GET', target: 'http://origin.example/', peer, ...over }
}
