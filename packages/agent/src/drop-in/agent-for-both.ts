import * as http from 'node:http'
import { createHttpAgents, type HttpAgents, type HttpAgentsOptions } from '../node/http-agents.ts'

/** What Node and libraries hand over with a request. */
export interface Asked {
  readonly host?: string | null
  port?: number | string | null
  /** Said by agents that pass a request on (`agent-base`). */
  readonly secureEndpoint?: boolean
}

/**
 * One agent for `http` and `https`, as the packages have it that this one stands in for. Node asks an
 * agent for its port before it says which of the two it is for, so what it is told is no port, and the
 * right one is put in its place with the request.
 */
export class AgentForBoth extends http.Agent {
  readonly #agents: HttpAgents

  constructor(options: HttpAgentsOptions) {
    super(options.agent)
    Object.assign(this, { protocol: undefined, defaultPort: NOT_SAID })
    this.#agents = createHttpAgents(options)
  }

  addRequest(request: http.ClientRequest, options: Asked): void {
    const isSecure = options.secureEndpoint ?? request.protocol === 'https:'
    const port = isSecure ? 443 : 80
    if (options.port === NOT_SAID) options.port = port
    else if (Number(options.port) === port) withoutPort(request, port)
    const agent: unknown = this.agentFor(isSecure, options)
    ;(agent as Pick<AgentForBoth, 'addRequest'>).addRequest(request, options)
  }

  /** Ends all connections that nobody uses, and those that somebody does. */
  override destroy(): void {
    super.destroy()
    this.#agents.http.destroy()
    this.#agents.https.destroy()
  }

  /** Who takes a request over. */
  protected agentFor(isSecure: boolean, _asked: Asked): http.Agent {
    return isSecure ? this.#agents.https : this.#agents.http
  }
}

/** Node leaves a port out of `Host` that is the agent's own; it could not know which that is. */
function withoutPort(request: http.ClientRequest, port: number): void {
  const host = request.headersSent ? undefined : request.getHeader('host')
  if (typeof host === 'string' && host.endsWith(`:${port}`)) {
    request.setHeader('Host', host.slice(0, -`:${port}`.length))
  }
}

/** True, so that Node takes it, and a port that there is not. */
const NOT_SAID = -1
