import fs from 'node:fs'
import { PASSWORD, USER } from '../credentials.ts'
import { hopwise, hopwiseListening } from './hopwise.ts'
import type { Peer } from './peer.ts'
import { DOMAIN } from './squid-ntlm.ts'

/** As a user starts it: journal on, and each connection is looked up to see whose it is. */
export function hopwiseRelayBefore(parentPort: number): Peer {
  return {
    ...hopwise,
    role: 'relay',
    start: (scope) => {
      const password = scope.write('relay-password', `${PASSWORD}\n`)
      fs.chmodSync(password, 0o600)
      return hopwiseListening(scope, 'relay', [
        ...['--listen', '127.0.0.1:0', '--to', `http://127.0.0.1:${parentPort}`],
        ...['--user', `${DOMAIN}\\${USER}`, '--password-file', password, '--scheme', 'ntlm'],
        // The origin is on this machine, too.
        ...['--no-proxy', '', '--data', scope.path('relay')],
      ])
    },
  }
}
