import type { Socket } from 'node:net'
import {
  Client,
  type Entry,
  PasswordPolicyControl,
  ResultCodeError,
  type SearchOptions,
} from 'ldapts'
import type { Secret } from '../../secret.ts'
import { connectionProblem, DirectoryError } from './directory-error.ts'

/** What a directory says to a name and a password. */
export interface BindResult {
  /** RFC 4511 §4.1.9: 0 is success, 49 invalid credentials. */
  readonly code: number
  /** The directory's own text; Active Directory has its reasons there. */
  readonly text: string
  /** Error of the password policy control (draft-behera-ldap-password-policy §6.2), where there is one. */
  readonly policyError: number | undefined
}

/** One connection, on which one question is asked at a time. */
export interface DirectoryConnection {
  readonly isOpen: boolean
  /** Whom the directory takes us for: the name of the last bind; empty at the beginning, undefined when unclear. */
  readonly boundAs: string | undefined
  /** @throws {DirectoryError} when there is no answer */
  bind(dn: string, password: Secret | undefined): Promise<BindResult>
  /**
   * Entries below or at `base`; none when there is no such base. References to other servers are not
   * followed.
   *
   * @throws {DirectoryError}
   */
  search(base: string, options: SearchOptions): Promise<readonly Entry[]>
  /** Ends it. A question that is open is answered with the reason. */
  abandon(reason: DirectoryError): void
  /** Takes leave. */
  close(): void
}

/** @param url for messages */
export function directoryConnection(url: string, socket: Socket): DirectoryConnection {
  return new LdapConnection(url, socket)
}

class LdapConnection implements DirectoryConnection {
  readonly #url: string
  readonly #socket: Socket
  readonly #client: Client
  #reason: DirectoryError | undefined
  boundAs: string | undefined = ''

  constructor(url: string, socket: Socket) {
    this.#url = url
    this.#socket = socket
    let isHandedOver = false
    this.#client = new Client({
      // The library wants to know where to connect; it is given what is connected already.
      url: 'ldap://connected.invalid',
      createConnection: () => {
        // It would connect again by itself: without TLS, and as nobody.
        if (isHandedOver || socket.destroyed) throw new DirectoryError(this.#lost, { isLost: true })
        isHandedOver = true
        return socket
      },
    })
  }

  get isOpen(): boolean {
    return this.#socket.readyState === 'open' && !this.#socket.destroyed
  }

  get #lost(): string {
    return `${this.#url}: the directory closed the connection`
  }

  async bind(dn: string, password: Secret | undefined): Promise<BindResult> {
    // The library takes these for SASL mechanisms, and EXTERNAL would need no password.
    if (SASL_NAMES.has(dn)) return { code: INVALID_DN_SYNTAX, text: '', policyError: undefined }
    const policy = new PasswordPolicyControl()
    this.boundAs = undefined
    try {
      await this.#client.bind(dn, password?.reveal() ?? '', policy)
      this.boundAs = dn
      return { code: SUCCESS, text: '', policyError: policy.value?.error }
    } catch (error) {
      if (!(error instanceof ResultCodeError)) throw this.#problem(error)
      const text = error.message.replace(/ Code: 0x[0-9a-f]+$/, '')
      return { code: error.code, text, policyError: policy.value?.error }
    }
  }

  async search(base: string, options: SearchOptions): Promise<readonly Entry[]> {
    try {
      const { searchEntries } = await this.#client.search(base, options)
      return searchEntries
    } catch (error) {
      if (!(error instanceof ResultCodeError)) throw this.#problem(error)
      if (error.code === NO_SUCH_OBJECT) return []
      throw new DirectoryError(`${this.#url}: ${searchProblem(error, base)}`, { cause: error })
    }
  }

  #problem(error: unknown): DirectoryError {
    if (this.#reason !== undefined) return this.#reason
    if (error instanceof Error && /^(?:Connection closed|Socket)/.test(error.message)) {
      return new DirectoryError(this.#lost, { isLost: true, cause: error })
    }
    return connectionProblem(this.#url, error)
  }

  abandon(reason: DirectoryError): void {
    this.#reason = reason
    this.#socket.destroy()
  }

  close(): void {
    this.#client.unbind().then(
      () => {},
      () => this.#socket.destroy(),
    )
  }
}

function searchProblem({ code, message }: ResultCodeError, base: string): string {
  if (code === REFERRAL) {
    return `it refers to another server for ${base}, and referrals are not followed: name that server`
  }
  if (code === INSUFFICIENT_ACCESS)
    return `we may not search under ${base}: give a bind DN that may`
  return `the search under ${base} failed: ${message}`
}

const SUCCESS = 0
const REFERRAL = 10
const NO_SUCH_OBJECT = 32
const INVALID_DN_SYNTAX = 34
const INSUFFICIENT_ACCESS = 50
const SASL_NAMES: ReadonlySet<string> = new Set(['EXTERNAL', 'PLAIN', 'DIGEST-MD5', 'SCRAM-SHA-1'])
