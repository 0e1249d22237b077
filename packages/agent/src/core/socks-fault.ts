import type { SocksOutcome } from '@hopwise/auth'
import { formatAuthority } from '@hopwise/http'
import { socksReplyWords } from '@hopwise/http/socks5'
import { REASONS } from './challenge-fault.ts'
import type { Destination } from './no-proxy.ts'
import { ProxyFault, type ProxyFaultEvidence } from './proxy-fault.ts'

/** Why a SOCKS proxy did not connect, in a sentence. */
export function socksFault(
  outcome: Exclude<SocksOutcome, { kind: 'connected' }>,
  { host, port }: Destination,
  evidence: ProxyFaultEvidence,
): ProxyFault {
  const { proxy } = evidence
  switch (outcome.kind) {
    case 'refused': {
      const { reply } = outcome
      const to = formatAuthority(host, port)
      const detail = `${proxy} does not connect to ${to}: ${socksReplyWords(reply)} (reply ${reply})`
      return new ProxyFault('TUNNEL_REFUSED', detail, { ...evidence, socksReply: reply })
    }
    case 'none-acceptable': {
      const what = outcome.offered.includes('login') ? NEITHER_WILL_DO : LOGIN_MISSING
      return new ProxyFault('CHALLENGE_UNANSWERABLE', `${proxy} ${what}`, evidence)
    }
    case 'method-not-offered': {
      const detail = `${proxy} wants a login that nobody has offered`
      return new ProxyFault('RESPONSE_MALFORMED', detail, evidence)
    }
    case 'given-up':
      return givenUpFault(outcome, evidence)
    case 'name-impossible': {
      const detail = `${proxy} cannot be asked for ${host.slice(0, SHOWN_MAX)}: a name in SOCKS has 1 to 255 octets`
      return new ProxyFault('REQUEST_MALFORMED', detail, evidence)
    }
    default:
      return outcome satisfies never
  }
}

function givenUpFault(
  { givenUp }: Extract<SocksOutcome, { kind: 'given-up' }>,
  evidence: ProxyFaultEvidence,
): ProxyFault {
  const { proxy } = evidence
  // The server has sent no challenge: the one in there stands for the method that it chose.
  const told = { ...evidence, givenUp: { ...givenUp, offered: { challenges: [], problems: [] } } }
  if (givenUp.reason === 'unanswerable') {
    const why = givenUp.passedOver.map(({ reason }) => REASONS[reason]).join('; ')
    const detail = `${proxy} wants a user name and password, and these cannot be sent: ${why}`
    return new ProxyFault('CHALLENGE_UNANSWERABLE', detail, told)
  }
  const what = givenUp.reason === 'refused-since' ? REFUSED_SINCE : REFUSED
  const detail = `${proxy} refused the user name and password${what}`
  return new ProxyFault('CREDENTIALS_REJECTED', detail, told)
}

const REFUSED = '; they are not sent again until they change'
const REFUSED_SINCE = ', which it has accepted before'
const LOGIN_MISSING =
  'lets nobody in without signing in, and there is no user name and password to send'
const NEITHER_WILL_DO =
  'accepts neither a user name and password nor clients without; SOCKS has other ways, which are not spoken here'
const SHOWN_MAX = 64
