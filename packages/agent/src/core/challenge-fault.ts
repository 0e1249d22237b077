import type { GiveUp, Unanswered } from '@hopwise/auth'
import {
  type ProxyAnswer,
  ProxyFault,
  type ProxyFaultCode,
  type ProxyFaultEvidence,
} from './proxy-fault.ts'

/** A 407 that is not answered, in a sentence that says what stood in the way. */
export function challengeFault(
  givenUp: GiveUp,
  evidence: ProxyFaultEvidence & { readonly answer: ProxyAnswer },
): ProxyFault {
  const { code, sentence } = GIVEN_UP[givenUp.reason]
  const reasons = givenUp.passedOver.map((over) => `${over.scheme}: ${reasonOf(over)}`)
  const why = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`
  const detail = `${evidence.proxy} answered ${evidence.answer.status}: ${sentence}${why}`
  return new ProxyFault(code, detail, { ...evidence, givenUp })
}

/** Why a challenge was not answered, for people, behind a scheme and a colon. */
export function reasonOf({ reason, detail }: Unanswered): string {
  return detail === undefined ? REASONS[reason] : `${REASONS[reason]} – ${detail}`
}

const GIVEN_UP: {
  readonly [R in GiveUp['reason']]: { readonly code: ProxyFaultCode; readonly sentence: string }
} = {
  'challenge-missing': {
    code: 'CHALLENGE_MISSING',
    sentence: 'it asks for credentials and does not say for which',
  },
  'challenge-malformed': {
    code: 'CHALLENGE_MALFORMED',
    sentence: 'it asks for credentials in a way that cannot be read',
  },
  unanswerable: {
    code: 'CHALLENGE_UNANSWERABLE',
    sentence: 'none of its challenges can be answered',
  },
  refused: {
    code: 'CREDENTIALS_REJECTED',
    sentence: 'the credentials were refused; they are not sent again until they change',
  },
  'refused-since': {
    code: 'CREDENTIALS_REJECTED',
    sentence:
      'the credentials were accepted before and are refused now: they may not be allowed to do this, or are not right any more',
  },
  'too-many-rounds': { code: 'CHALLENGE_LOOP', sentence: 'it asks again and again' },
}

/** For people, behind a scheme and a colon. */
export const REASONS: { readonly [R in Unanswered['reason']]: string } = {
  'scheme-unknown': 'not known here',
  'weaker-than-answered': 'a stronger one was answered',
  'challenge-malformed': 'malformed',
  'login-missing': 'no user and password',
  'login-refused': 'the password was refused',
  'token-missing': 'no token',
  'token-malformed': 'the token has characters that no token has',
  'ticket-missing': 'no ticket',
  'library-missing': 'not possible here',
  'ticket-refused': 'the ticket was refused',
  'secret-refused': 'it was refused',
  'username-has-colon': 'a colon in the user name',
  'control-character': 'a control character in the login',
  'text-malformed': 'half a character in the login',
  'login-length': 'a user name of 1 to 255 octets and a password of up to 255 are what can be sent',
  'algorithm-unknown': 'its algorithm is not known',
  'algorithm-unwanted': 'its algorithm is not wanted',
  'qop-missing': 'it offers no qop',
  'qop-unknown': 'its qop is not known',
  'content-streamed': 'the content would have to be known beforehand',
}
