import { once } from 'node:events'
import * as http from 'node:http'
import * as https from 'node:https'
import { text } from 'node:stream/consumers'
import type { HttpAgents } from '@hopwise/agent'

/** The content of a response, whatever its status, by `node:http` with that agent which fits. */
export async function getByAgents(url: string, agents: HttpAgents): Promise<string> {
  const asking = url.startsWith('https:')
    ? https.get(url, { agent: agents.https })
    : http.get(url, { agent: agents.http })
  const [response] = (await once(asking, 'response')) as [http.IncomingMessage]
  return text(response)
}
