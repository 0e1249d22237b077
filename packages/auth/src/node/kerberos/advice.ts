/** What GSS-API said, for the operator: what it means here and what to look at. */
export interface Advice {
  /** `ours`: nobody can sign in until it is mended; `theirs`: this client, this time. */
  readonly whose: 'ours' | 'theirs'
  readonly text: string
}

/**
 * Reads the message of a failed step. MIT's library puts its own words behind the general ones of
 * GSS-API ("Minor code may provide more information: …"); the codes are those of RFC 4120 §7.5.9.
 */
export function adviceFor(message: string): Advice {
  const said = message.replace(/\s+/g, ' ').trim()
  const known = KNOWN.find(({ pattern }) => pattern.test(said))
  if (known === undefined) return { whose: 'theirs', text: `the Kerberos library said "${said}"` }
  return { whose: known.whose, text: `${known.text} ("${minorOf(said)}")` }
}

function minorOf(message: string): string {
  return message.replace(/^.*Minor code may provide more information:?\s*/i, '')
}

const KNOWN: readonly (Advice & { readonly pattern: RegExp })[] = [
  {
    pattern: /key ?table file .* not found|keytab .* nonexistent|No such file/i,
    whose: 'ours',
    text: 'the keytab is not there: check the path in the configuration',
  },
  {
    pattern: /permission denied|cannot read key ?table/i,
    whose: 'ours',
    text: 'the keytab cannot be read by the user that this proxy runs as: check owner and mode',
  },
  {
    pattern: /no principal in keytab matches|no key table entry found|not found in keytab/i,
    whose: 'theirs',
    text: 'the keytab has no key for the service that the ticket is for, or for the one in the configuration: compare "klist -k" here with the name by which clients reach this proxy',
  },
  {
    pattern:
      /cannot find key (?:of|for)|key version|kvno|cannot decrypt ticket|decrypt integrity check failed/i,
    whose: 'ours',
    text: 'the keytab holds another key than the KDC used: the version number or the encryption type differs; make the keytab anew, and let clients fetch new tickets (kdestroy, kinit)',
  },
  {
    pattern:
      /encryption type .*not (?:permitted|supported)|no support for encryption type|bad encryption type/i,
    whose: 'ours',
    text: 'the ticket uses an encryption type that is not allowed here: compare "klist -e" of the client with permitted_enctypes and the keys in "klist -k -e"',
  },
  {
    pattern: /wrong principal/i,
    whose: 'theirs',
    text: 'the ticket is for another service than this proxy: the client named the proxy by another name than the one its key is for',
  },
  {
    pattern: /clock skew|ticket not yet valid/i,
    whose: 'theirs',
    text: 'the clocks of the client and of this machine differ by more than is allowed (five minutes by default): set both by NTP',
  },
  {
    pattern: /ticket expired|context has expired|expired/i,
    whose: 'theirs',
    text: 'the ticket has expired: the client needs a new one (kinit)',
  },
  {
    pattern: /replay/i,
    whose: 'theirs',
    text: 'this very ticket was presented before: somebody repeats a request, or a recorded one',
  },
  {
    pattern: /invalid token|defective token|token was invalid|asn\.?1|unsupported mechanism/i,
    whose: 'theirs',
    text: 'what came is no token of a mechanism that this proxy knows',
  },
]
