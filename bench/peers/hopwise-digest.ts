import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { APR1_LINE, PASSWORD, USER } from '../credentials.ts'
import { hopwise, hopwiseListening } from './hopwise.ts'
import type { Peer } from './peer.ts'

/** The same program with the same users, who may sign in either way. */
export function hopwiseWithDigest(name: string): Peer {
  return {
    ...hopwise,
    name,
    start: (scope) => {
      // There are two of them in one contest.
      const [data, config] = [name.replaceAll(' ', '-'), `${name.replaceAll(' ', '-')}.yaml`]
      fs.mkdirSync(scope.path(data))
      const secret = createHash('sha256').update(`${USER}:bench:${PASSWORD}`).digest('hex')
      for (const [file, line] of [
        ['htpasswd', APR1_LINE],
        ['htdigest', `${USER}:bench:${secret}\n`],
      ] as const) {
        fs.chmodSync(scope.write(`${data}/${file}`, line), 0o600)
      }
      const text = CONFIG.replaceAll('DATA', data)
      return hopwiseListening(scope, 'serve', [
        ...['--config', scope.write(config, text)],
        ...['--data', scope.path(data)],
      ])
    },
  }
}

/** A nonce lasts longer than a round, so that none is renewed in it. */
const CONFIG = `
egress: { allowPrivate: true }
listeners: [ { listen: "127.0.0.1:0" } ]
authentication:
  default:
    realm: bench
    schemes: [digest, basic]
    digest: { nonceLifetime: 1h }
stores:
  passwords: { kind: htpasswd, file: DATA/htpasswd }
  secrets: { kind: htdigest, file: DATA/htdigest }
`
