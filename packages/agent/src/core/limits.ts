/** Bounds of what one proxy may cost a program. */
export interface AgentLimits {
  /** To a connection, TLS to the proxy included. curl waits 300 s, browsers 30, undici 10. */
  readonly connectTimeoutMs: number
  /** From a CONNECT to the head of its answer: the proxy is connecting meanwhile. */
  readonly tunnelTimeoutMs: number
  /** How much of a refusal's content is kept for the fault. A block page is a few KiB. */
  readonly evidenceBytesMax: number
  /** How much of a 407's content is read so that its connection can go on. Squid's page has 4 KiB. */
  readonly drainBytesMax: number
  /** How much of a request's content is kept until nobody can ask for it again. */
  readonly replayBytesMax: number
  /** How long content that could not be repeated waits for the proxy to ask first. curl: 1 s. */
  readonly continueWaitMs: number
  /** Interim responses to one request. undici and Node stop at none; this is for a peer that never ends. */
  readonly interimMax: number
}

export const AGENT_LIMITS: AgentLimits = {
  connectTimeoutMs: 15_000,
  tunnelTimeoutMs: 60_000,
  evidenceBytesMax: 16 * 1024,
  drainBytesMax: 64 * 1024,
  replayBytesMax: 1024 * 1024,
  continueWaitMs: 1_000,
  interimMax: 16,
}
