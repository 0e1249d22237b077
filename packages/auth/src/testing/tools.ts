import { createHmac, hash, randomBytes } from 'node:crypto'
import type { Tools } from '../serve-settings.ts'

/** Real hashes and chance, and a clock that stands still unless a test moves it. */
export function toolsForTest(nowMs: () => number = () => 0): Tools {
  return {
    nowMs,
    random: (octets) => randomBytes(octets),
    hash: (name, data) => hash(name, data, 'hex'),
    hmac: (key, text) => createHmac('sha256', key).update(text).digest('base64url'),
  }
}
