import type { Requested } from '../scheme.ts'
import { toolsForTest } from './tools.ts'

/** A GET without content, asked through a proxy. */
export function requestedGet(over: Partial<Requested> = {}): Requested {
  return { method: 'GET', target: 'http://origin.example/', tools: toolsForTest(), ...over }
}
