import type { Login } from '../flow.ts'
import { concat } from '../password/octets.ts'
import type { Tools } from '../serve-settings.ts'
import { AV, type AvPair, avValue, formatAvPairs, withAvPair } from './av-pairs.ts'
import { FLAG, OFFERED } from './flags.ts'
import { formatAuthenticate, INTEGRITY_CODE, type NtlmChallenge } from './message.ts'
import { rc4 } from './rc4.ts'
import { fileTime, hmacMd5, md5, respond } from './response.ts'

export interface NtlmRounds {
  /** The first two messages, as they were sent: the integrity code covers them. */
  readonly negotiate: Uint8Array
  readonly challengeOctets: Uint8Array
  readonly challenge: NtlmChallenge
}

/** The third message (MS-NLMP §3.1.5.1.2): proves the password, and that nobody changed the first two. */
export function authenticateMessage(
  rounds: NtlmRounds,
  login: Login,
  tools: Tools,
  channelBinding: Uint8Array | undefined,
): Uint8Array {
  const { challenge } = rounds
  const serverTime = avValue(challenge.targetInfo, AV.TIMESTAMP)
  const { username, domain } = splitLogin(login.username)
  const response = respond({
    tools,
    username,
    domain,
    password: login.password.reveal(),
    serverChallenge: challenge.serverChallenge,
    clientChallenge: tools.random(8),
    time: serverTime ?? fileTime(tools.nowMs()),
    targetInfo: targetInfoOf(challenge.targetInfo, serverTime !== undefined, channelBinding, tools),
  })
  const flags = (challenge.flags & OFFERED) >>> 0
  const { exportedKey, sessionKey } = sessionKeys(flags, response.sessionBaseKey, tools)
  const message = formatAuthenticate({
    flags,
    ntResponse: response.ntResponse,
    // A server that sends its time gets no LMv2 response, which is the weaker one.
    lmResponse: serverTime === undefined ? response.lmResponse : new Uint8Array(24),
    domain,
    username,
    workstation: '',
    sessionKey,
  })
  const { negotiate, challengeOctets } = rounds
  const code = hmacMd5(tools, exportedKey, concat(negotiate, challengeOctets, message))
  if (serverTime !== undefined) message.set(code, INTEGRITY_CODE.at)
  return message
}

/** `DOMAIN\user`; `user@realm` is a name as it is, with no domain beside it. */
export function splitLogin(name: string): { readonly username: string; readonly domain: string } {
  const at = name.indexOf('\\')
  return at === -1
    ? { username: name, domain: '' }
    : { username: name.slice(at + 1), domain: name.slice(0, at) }
}

/** What goes back: the server's attributes, the promise of an integrity code, and the channel (RFC 5929). */
function targetInfoOf(
  pairs: readonly AvPair[],
  hasTime: boolean,
  channelBinding: Uint8Array | undefined,
  tools: Pick<Tools, 'hash'>,
): Uint8Array {
  if (!hasTime && channelBinding === undefined) return formatAvPairs(pairs)
  const bound = channelBinding ? bindingHash(channelBinding, tools) : new Uint8Array(16)
  const own = withAvPair(pairs, { id: AV.CHANNEL_BINDINGS, value: bound })
  if (!hasTime) return formatAvPairs(own)
  const [low = 0, ...rest] = avValue(pairs, AV.FLAGS) ?? new Uint8Array(4)
  const flags = { id: AV.FLAGS, value: Uint8Array.of(low | INTEGRITY_PROVIDED, ...rest) }
  return formatAvPairs(withAvPair(own, flags))
}

/**
 * MD5 of gss_channel_bindings_struct (RFC 2744 §3.11) with no addresses, as MS-NLMP §3.1.5.1.2 wants it.
 *
 * @param data with its prefix: `tls-server-end-point:` and the hash of the certificate
 */
export function bindingHash(data: Uint8Array, tools: Pick<Tools, 'hash'>): Uint8Array {
  const length = new DataView(new ArrayBuffer(4))
  length.setUint32(0, data.length, true)
  return md5(tools, concat(new Uint8Array(16), new Uint8Array(length.buffer), data))
}

/** With a key exchange the session has a key of chance, wrapped in the one that the password made. */
function sessionKeys(
  flags: number,
  baseKey: Uint8Array,
  tools: Tools,
): { readonly exportedKey: Uint8Array; readonly sessionKey: Uint8Array } {
  if ((flags & FLAG.KEY_EXCHANGE) === 0) {
    return { exportedKey: baseKey, sessionKey: new Uint8Array(0) }
  }
  const exportedKey = tools.random(16)
  return { exportedKey, sessionKey: rc4(baseKey, exportedKey) }
}

/** MsvAvFlags (§2.2.2.1): the message carries an integrity code. */
const INTEGRITY_PROVIDED = 0x2
