import { readFileSync } from 'node:fs'
import type { Answers, ClientNeed, InitiatedStep } from '@hopwise/auth'
import {
  type ContextInitiator,
  createKerberosInitiator,
  loadKerberos,
  type TicketLibrary,
} from '@hopwise/auth/node'
import {
  type Credentials,
  type CredentialsAsked,
  type CredentialsSource,
  GivenReader,
} from '../core/credentials.ts'
import { parseNetrc } from '../core/netrc.ts'
import { formatProxyAddress, type ProxyAddress } from '../core/proxy-address.ts'

export interface AnswerSources {
  readonly credentials?: CredentialsSource | undefined
  /** A file as curl and ftp read it. Read anew with each question: it is small, and may change. */
  readonly netrcFile?: string | undefined
  /**
   * The npm package `kerberos`, for Negotiate: `import kerberos from 'kerberos'`. Where it is not given it is
   * looked for when a proxy asks for it.
   */
  readonly kerberos?: TicketLibrary | undefined
}

/**
 * Who answers the challenges of one proxy: what the program gave, else the login in the proxy's address,
 * else the netrc file. Tickets are this machine's, for the host that was configured.
 */
export function answersFor(proxy: ProxyAddress, sources: AnswerSources): Answers<ClientNeed> {
  const { credentials } = sources
  const name = formatProxyAddress(proxy)
  const reader = new GivenReader()
  const given = (
    asked: Omit<CredentialsAsked, 'proxy'>,
  ): Credentials | undefined | Promise<Credentials | undefined> =>
    typeof credentials === 'function' ? credentials({ proxy: name, ...asked }) : credentials
  const elsewhere = () => proxy.login ?? fromNetrc(sources.netrcFile, proxy.host)
  return {
    'find-login': ({ scheme, realm }) => {
      const found = given({ scheme, realm })
      if (found instanceof Promise) return found.then((one) => reader.login(one) ?? elsewhere())
      return reader.login(found) ?? elsewhere()
    },
    'find-token': ({ realm, scope, refusal }) => {
      const found = given({ scheme: 'bearer', realm, scope, refusal })
      if (found instanceof Promise) return found.then((one) => reader.token(one))
      return reader.token(found)
    },
    'initiate-context': ticketsFor(proxy.host, sources.kerberos),
  }
}

function fromNetrc(file: string | undefined, host: string) {
  if (file === undefined) return undefined
  const { loginFor, problems } = parseNetrc(textOf(file))
  const found = loginFor(host)
  const [problem] = problems
  if (found || !problem) return found
  const where = `The netrc file ${file}, line ${problem.line}`
  throw new TypeError(`${where}: ${problem.kind}; it has no login with a password for ${host}`)
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as { code?: string }
    throw new TypeError(`The netrc file ${file} cannot be read (${code})`, { cause: error })
  }
}

/** The package for tickets is loaded when somebody asks for one, and may be missing. */
function ticketsFor(
  host: string,
  given: TicketLibrary | undefined,
): Answers<'initiate-context'>['initiate-context'] {
  let library: Promise<TicketLibrary | Error> | undefined
  let initiate: ContextInitiator | undefined
  return async ({ token, context }): Promise<InitiatedStep> => {
    library ??= given ? Promise.resolve(given) : loadKerberos().catch((error: Error) => error)
    const found = await library
    if (found instanceof Error) {
      return { kind: 'declined', reason: 'library-missing', detail: found.message }
    }
    initiate ??= createKerberosInitiator(found, `HTTP@${host}`)
    return initiate(token, context)
  }
}
