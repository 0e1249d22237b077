import { FAULTS, type FaultCode } from '@hopwise/journal/fault-codes'

/**
 * The fault of ours that is meant: by its code alone (`CREDENTIALS_MISSING`, `credentials-missing`),
 * or named in a response that this proxy made.
 */
export function findFault(text: string): FaultCode | undefined {
  const [, named] = PAGE.exec(text) ?? []
  const code = (named ?? text.trim()).toUpperCase().replaceAll('-', '_')
  return Object.hasOwn(FAULTS, code) ? (code as FaultCode) : undefined
}

/** Every response of ours with a fault links its page: `docsUrl` in the journal. */
const PAGE = /hopwise\.internal\/errors\/([A-Z_]+)/
