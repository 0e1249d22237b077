/** A program: `node proxy-chain-server.ts DIRECTORY-OF-THE-PACKAGE PORT LOG`. */
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { PASSWORD, USER } from '../credentials.ts'

interface Request {
  readonly username: string
  readonly password: string
  readonly hostname: string
}

interface ProxyChain {
  readonly Server: new (options: {
    host: string
    port: number
    prepareRequestFunction: (request: Request) => { requestAuthentication: boolean }
  }) => { listen: () => Promise<void> }
}

const [directory, port, log] = process.argv.slice(2) as [string, string, string]
const { Server } = createRequire(import.meta.url)(directory) as ProxyChain
const lines = fs.createWriteStream(log, { flags: 'a' })

await new Server({
  host: '127.0.0.1',
  port: Number(port),
  prepareRequestFunction: ({ username, password, hostname }) => {
    const isKnown = username === USER && password === PASSWORD
    lines.write(`${Date.now()} ${username} ${hostname} ${isKnown}\n`)
    return { requestAuthentication: !isKnown }
  },
}).listen()
