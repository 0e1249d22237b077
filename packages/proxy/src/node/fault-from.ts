import { Fault, type FaultCode } from '@hopwise/journal'

/** The one boundary where errors of Node's network become faults: by code, never by message. */
export function faultFromConnect(error: unknown, to: string): Fault {
  const code = codeOf(error)
  return new Fault(CONNECT_FAULTS[code] ?? 'CONNECT_UNREACHABLE', `connecting to ${to}: ${code}`, {
    cause: error,
  })
}

export function faultFromLookup(error: unknown, name: string): Fault {
  const fault: FaultCode = codeOf(error) === 'EAI_AGAIN' ? 'NAME_TIMEOUT' : 'NAME_NOT_RESOLVED'
  return new Fault(fault, `looking up ${name}: ${codeOf(error)}`, { cause: error })
}

/** Several addresses, several errors: the first is the one about the address that was preferred. */
function codeOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error
  return (first as NodeJS.ErrnoException | undefined)?.code ?? 'unknown error'
}

const CONNECT_FAULTS: Readonly<Record<string, FaultCode>> = {
  ECONNREFUSED: 'CONNECT_REFUSED',
  ECONNRESET: 'CONNECT_REFUSED',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'CONNECT_TIMEOUT',
  EMFILE: 'NEXT_HOP_LIMIT',
  ENFILE: 'NEXT_HOP_LIMIT',
  // All local ports towards this address are taken.
  EADDRNOTAVAIL: 'NEXT_HOP_LIMIT',
}
