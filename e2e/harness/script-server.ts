import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Scope } from './scope.ts'

/** A web server with a PAC script, which can change, go and come back at the same address. */
export interface ScriptServer {
  readonly url: string
  /** Requests for the script so far. */
  asked(): number
  /** @param body of `FindProxyForURL(url, host)` */
  serve(body: string): Promise<void>
  stop(): Promise<void>
}

/** It does not listen before `serve`, and lets nobody keep the script for longer than has to be. */
export async function scriptServer(scope: Scope, port: number): Promise<ScriptServer> {
  let server: Server | undefined
  let script = ''
  let asked = 0

  async function stop(): Promise<void> {
    const closing = server
    server = undefined
    if (closing === undefined) return
    closing.closeAllConnections()
    await new Promise((resolve) => closing.close(resolve))
  }

  scope.after(stop)
  return {
    url: `http://127.0.0.1:${port}/way.pac`,
    asked: () => asked,
    stop,
    async serve(body) {
      script = `function FindProxyForURL(url, host) { ${body} }`
      if (server !== undefined) return
      server = createServer((_request, response) => {
        asked++
        response.setHeader('content-type', 'application/x-ns-proxy-autoconfig')
        response.setHeader('cache-control', 'max-age=0')
        response.end(script)
      })
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
      if ((server.address() as AddressInfo).port !== port) throw new Error('another port')
    },
  }
}
