import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/**
 * A loopback port on which nobody listens: connecting to it is refused, and a program may be told to listen
 * there. It is none of those that the system gives to whoever asks for any, connections included: one of
 * them, free a moment ago, may be somebody else's by the time it is needed.
 */
export async function closedPort(): Promise<number> {
  const candidates = portsBeside(givenOut())
  for (;;) {
    const port = candidates[randomInt(candidates.length)] ?? 0
    if (await isFree(port)) return port
  }
}

/** Ports that nobody gets by asking for any; all of ours, where the system gives out every one of them. */
export function portsBeside({ first, last }: Range): readonly number[] {
  const own = Array.from({ length: OWN.last - OWN.first + 1 }, (_, n) => OWN.first + n)
  const beside = own.filter((port) => port < first || port > last)
  return beside.length > 0 ? beside : own
}

interface Range {
  readonly first: number
  readonly last: number
}

/** Linux has it there (ip(7)); where it is not, as IANA has it and Linux by default, together. */
function givenOut(): Range {
  try {
    const text = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'latin1')
    const [first = 0, last = 0] = text.trim().split(/\s+/).map(Number)
    return { first, last }
  } catch {
    return { first: 32_768, last: 65_535 }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** Above those that browsers do not connect to (Fetch, "port blocking"), and five digits long. */
const OWN: Range = { first: 20_000, last: 65_535 }
