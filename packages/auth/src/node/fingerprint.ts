import { hash, randomBytes } from 'node:crypto'

/**
 * A one-way function of field values, keyed anew in every process, so that what is remembered can
 * neither be read back nor guessed at offline. A third of a microsecond.
 */
export function createFingerprint(): (fieldValue: string) => string {
  const key = randomBytes(32).toString('base64')
  return (fieldValue) => hash('sha256', key + fieldValue, 'base64')
}
