import type { AuthParams, Challenge } from '@hopwise/http'
import { ask, type Flow } from '../flow.ts'
import type { Answer, ClientScheme, DeclineReason, Requested } from '../scheme.ts'
import { type Algorithm, type AlgorithmName, algorithmOf } from './algorithm.ts'
import { DigestSession, type Offer } from './client-session.ts'
import { isTrue, offeredQops } from './message.ts'

export interface DigestClientOptions {
  /** Challenges for any other are not answered. All that there are unless said, MD5 among them. */
  readonly algorithms?: readonly AlgorithmName[]
}

/**
 * The asking side of Digest (RFC 7616). It does not hand over the password, but whoever listens can
 * try to guess it.
 */
export function createDigestClient(options: DigestClientOptions = {}): ClientScheme<'find-login'> {
  const wanted = options.algorithms && new Set<string>(options.algorithms)
  const isWanted = ({ name }: Algorithm): boolean => wanted?.has(name) ?? true
  return {
    name: 'digest',
    strength: 40,
    preference: preferenceOf,
    answer: (challenge, requested) => answerDigest(challenge, requested, isWanted),
  }
}

export const digestClient: ClientScheme<'find-login'> = createDigestClient()

function preferenceOf(challenge: Challenge): number {
  if (challenge.kind !== 'params') return 0
  return algorithmOf(challenge.params.get('algorithm'))?.strength ?? 0
}

function* answerDigest(
  challenge: Challenge,
  requested: Requested,
  isWanted: (algorithm: Algorithm) => boolean,
): Flow<Answer, 'find-login'> {
  if (challenge.kind !== 'params') return declined('challenge-malformed')
  const offer = readOffer(challenge.params, requested)
  if (typeof offer === 'string') return declined(offer)
  if (!isWanted(offer.algorithm)) return declined('algorithm-unwanted')
  const renewed = renewedSession(challenge.params, offer, requested)
  if (renewed !== undefined) return renewed.answer(requested)
  const login = yield* ask('find-login', { scheme: 'digest', realm: offer.realm })
  if (login === undefined) return declined('login-missing')
  const session = DigestSession.begin(offer, login, requested.tools)
  return typeof session === 'string' ? declined(session) : session.answer(requested)
}

/** RFC 7616 §3.3: `stale` says that the password was right: nobody needs to be asked for it again. */
function renewedSession(
  params: AuthParams,
  offer: Offer,
  { session, tools }: Requested,
): DigestSession | undefined {
  if (!isTrue(params.get('stale')) || !(session instanceof DigestSession)) return undefined
  return session.renew(offer, tools)
}

/** What a challenge asks for, or why it cannot be answered. */
function readOffer(params: AuthParams, { content }: Requested): Offer | DeclineReason {
  const realm = params.get('realm')
  const nonce = params.get('nonce')
  if (realm === undefined || nonce === undefined) return 'challenge-malformed'
  const algorithm = algorithmOf(params.get('algorithm'))
  if (algorithm === undefined) return 'algorithm-unknown'
  // RFC 2069 had no qop; RFC 7616 has no answer without one (its appendix A).
  const offered = params.get('qop')
  if (offered === undefined) return 'qop-missing'
  const qops = offeredQops(offered)
  // Content must be known before the head is sent for auth-int, and few servers get it right.
  const qop = qops.includes('auth') ? 'auth' : qops[0]
  if (qop === undefined) return 'qop-unknown'
  if (qop === 'auth-int' && content === 'streamed') return 'content-streamed'
  return {
    realm,
    nonce,
    algorithm,
    qop,
    namesAlgorithm: params.has('algorithm'),
    opaque: params.get('opaque'),
    isUtf8: params.get('charset')?.toLowerCase() === 'utf-8',
    wantsUserhash: isTrue(params.get('userhash')),
  }
}

function declined(reason: DeclineReason): Answer {
  return { kind: 'declined', reason }
}
