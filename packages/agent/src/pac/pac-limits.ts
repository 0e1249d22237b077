/** Bounds of what a script, which somebody else may have written, can cost a program. */
export interface PacLimits {
  /** Of the script as it is fetched. Chromium: 1 MiB. */
  readonly scriptBytesMax: number
  /** To the whole script from its server, redirects included. Chromium: 30 s. */
  readonly fetchTimeoutMs: number
  /** Reading the script, and each run of its function: not waiting for names, but for a busy machine, too. */
  readonly runTimeoutMs: number
  /** Of the script's own memory, all strings and objects. */
  readonly memoryBytesMax: number
  /** Of an answer, in characters. Thirty proxies with long names have 2 KiB. */
  readonly answerLengthMax: number
  /** Names that one question may have looked up. Chromium: 20 before it gives up its shortcuts. */
  readonly namesMax: number
  /** To the addresses of one name; after that it has none. getaddrinfo may take 30 s. */
  readonly lookupTimeoutMs: number
  /** How long addresses are remembered, and half of that for a name without any. */
  readonly lookupTtlMs: number
  /** Names that are remembered. */
  readonly lookupsMax: number
  /** How long answers are remembered: scripts may ask for the time, the addresses, the names. */
  readonly answerTtlMs: number
  /** Answers that are remembered. */
  readonly answersMax: number
  /** How long a script from a server is taken for current when the server does not say. */
  readonly freshMs: number
  /** No answer of a server makes a script current for longer: a network changes within a day. */
  readonly freshMsMax: number
  /** How long a script is used after it could no longer be asked for. */
  readonly staleMsMax: number
  /** After a failure, until the source is asked again. */
  readonly retryMs: number
}

export const PAC_LIMITS: PacLimits = {
  scriptBytesMax: 1024 * 1024,
  fetchTimeoutMs: 15_000,
  runTimeoutMs: 1_000,
  memoryBytesMax: 32 * 1024 * 1024,
  answerLengthMax: 4096,
  namesMax: 32,
  lookupTimeoutMs: 3_000,
  lookupTtlMs: 60_000,
  lookupsMax: 1_000,
  answerTtlMs: 60_000,
  answersMax: 1_000,
  freshMs: 300_000,
  freshMsMax: 86_400_000,
  staleMsMax: 86_400_000,
  retryMs: 10_000,
}
