import { createHmac, hash, randomBytes } from 'node:crypto'
import type { Tools } from '../serve-settings.ts'

/** This process's clock, chance and hashes. */
export const TOOLS: Tools = {
  nowMs: Date.now,
  random: (octets) => randomBytes(octets),
  hash: (name, data) => hash(name, data, 'hex'),
  hmac: (key, text) => createHmac('sha256', key).update(text).digest('base64url'),
}
