import type { GiveUp, GiveUpReason, Unanswered } from '@hopwise/auth'
import { Fault, type FaultCode } from '@hopwise/journal'

/**
 * Why a parent's 407 is the end of an exchange: whose it was, which schemes were offered, and why each
 * was not answered. The detail holds no value of a challenge, which is the parent's to choose.
 */
export function giveUpFault(label: string, { reason, offered, passedOver }: GiveUp): Fault {
  const [code, what] = FAULTS[reason]
  const why = passedOver.map(({ scheme, reason, detail }) => {
    const more = detail === undefined ? '' : `: ${detail}`
    return `${named(scheme)} (${REASONS[reason]}${more})`
  })
  const rest = offered.challenges
    .filter(({ scheme }) => !passedOver.some((over) => over.scheme === scheme))
    .map(({ scheme }) => named(scheme))
  const listed = [...new Set([...why, ...rest])].slice(0, SCHEMES_MAX)
  const offer = listed.length === 0 ? '' : `; it offers ${listed.join(', ')}`
  return new Fault(code, `407 of the parent proxy ${label}: ${what}${offer}`)
}

function named(scheme: string): string {
  return scheme.length <= SCHEME_MAX ? scheme : `${scheme.slice(0, SCHEME_MAX)}…`
}

const FAULTS: Readonly<Record<GiveUpReason, readonly [FaultCode, string]>> = {
  'challenge-missing': ['PARENT_CHALLENGE_INVALID', 'no challenge came with it'],
  'challenge-malformed': ['PARENT_CHALLENGE_INVALID', 'none of its challenges can be read'],
  'too-many-rounds': ['PARENT_CHALLENGE_INVALID', 'it goes on asking without end'],
  unanswerable: ['PARENT_CHALLENGE_UNANSWERABLE', 'none of its challenges can be answered'],
  refused: ['PARENT_CREDENTIALS_REJECTED', 'it does not accept the credentials for it'],
  'refused-since': [
    'PARENT_CREDENTIALS_REJECTED',
    'it has accepted the credentials for it before and refuses them now: they may not be allowed to go there, or are not right any more',
  ],
}

const REASONS: Readonly<Record<Unanswered['reason'], string>> = {
  'scheme-unknown': 'not a scheme this proxy answers',
  'weaker-than-answered': 'weaker than the one answered',
  'challenge-malformed': 'the challenge cannot be read',
  'login-missing': 'no user name and password are configured',
  'token-missing': 'no token is configured',
  'token-malformed': 'the token has characters that no token has',
  'ticket-missing': 'there is no ticket',
  'library-missing': 'not possible here',
  'ticket-refused': 'the ticket was refused',
  'login-refused': 'the password was refused',
  'secret-refused': 'what is configured was refused before',
  'username-has-colon': 'the user name has a colon',
  'control-character': 'user name or password have a control character',
  'text-malformed': 'user name or password cannot be encoded',
  'login-length': 'the user name is empty, or it or the password has more than 255 octets',
  'algorithm-unknown': 'an algorithm that this proxy does not know',
  'algorithm-unwanted': 'an algorithm that is not wanted',
  'qop-missing': 'no quality of protection is named',
  'qop-unknown': 'a quality of protection that this proxy does not know',
  'content-streamed': 'it would cover content that is not known before it is sent',
}

/** A parent that offers more than that is not worth more words. */
const SCHEMES_MAX = 8
const SCHEME_MAX = 24
