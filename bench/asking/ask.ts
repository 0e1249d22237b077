import * as http from 'node:http'
import * as https from 'node:https'
import { type Dispatcher, request } from 'undici'

/** Asks once and resolves when all of the right answer is there; rejects otherwise. */
export type Ask = (url: string) => Promise<void>

/** The leanest way to use a dispatcher: what `fetch` costs on top is the same for all. */
export function askByUndici(dispatcher: Dispatcher): Ask {
  return async (url) => {
    const { statusCode, body } = await request(url, { dispatcher })
    const content = await body.arrayBuffer()
    check(statusCode, content.byteLength)
  }
}

export interface NodeAgents {
  readonly http: http.Agent
  readonly https: https.Agent
}

export function askByNode(agents: NodeAgents): Ask {
  return (url) =>
    new Promise((resolve, reject) => {
      const onResponse = (response: http.IncomingMessage): void => {
        let octets = 0
        response.on('data', (piece: Buffer) => {
          octets += piece.length
        })
        response.once('error', reject).once('end', () => {
          try {
            check(response.statusCode, octets)
            resolve()
          } catch (error) {
            reject(error)
          }
        })
      }
      const sent = url.startsWith('https:')
        ? https.get(url, { agent: agents.https }, onResponse)
        : http.get(url, { agent: agents.http }, onResponse)
      sent.once('error', reject)
    })
}

function check(status: number | undefined, octets: number): void {
  if (status !== 200 || octets !== CONTENT_OCTETS) {
    throw new Error(`${octets} octets came with status ${status}`)
  }
}

const CONTENT_OCTETS = 1024
