import type { ListenAddress } from '@hopwise/proxy'
import type { z } from 'zod'
import { formatAuthority, readListenAddress } from '../../serve/listen-address.ts'
import { parsedText } from './parsed-text.ts'

/** An address and port to listen on. */
export class ListenOn implements ListenAddress {
  readonly host: string
  readonly port: number

  constructor({ host, port }: ListenAddress) {
    this.host = host
    this.port = port
  }

  toJSON(): string {
    return formatAuthority(this)
  }
}

export function listenOn(): z.ZodType<ListenOn> {
  return parsedText(
    'write HOST:PORT with a port up to 65535, such as 127.0.0.1:4070 or "[::1]:4070"',
    (text) => {
      const at = readListenAddress(text)
      return at && new ListenOn(at)
    },
  )
}
