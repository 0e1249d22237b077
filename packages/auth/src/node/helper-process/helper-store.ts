import { accessSync, constants } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { PasswordCheck, PasswordStore } from '../../credential-store.ts'
import { type FailMode, failingAs } from '../../fail-mode.ts'
import type { HelperReply } from './helper-line.ts'
import { createHelperPool } from './helper-pool.ts'
import { HelperError } from './helper-process.ts'

export interface HelperStoreOptions {
  /** For messages; `helper` unless told. */
  readonly name?: string | undefined
  /** Absolute path of the program, and its arguments. No shell looks at them. */
  readonly command: readonly string[]
  /** Where it runs: what relative paths among the arguments are relative to. Absent: where we run. */
  readonly directory?: string | undefined
  /** Added to PATH and LANG, which is all that it gets. */
  readonly environment?: Readonly<Record<string, string>> | undefined
  /** Processes at most: 5 unless told, as in Squid. */
  readonly processes?: number | undefined
  /** Questions that one process can take at a time, each with a number (Squid's `concurrency=`): 0 unless told. */
  readonly channels?: number | undefined
  /** Questions that may wait: 100 unless told. */
  readonly queue?: number | undefined
  /** For one answer: 5000 unless told. A process that takes longer is killed. */
  readonly timeLimitMs?: number | undefined
  /** For how long a right password is believed: 60 000 unless told. */
  readonly rememberMs?: number | undefined
  /** `closed` unless told. */
  readonly failMode?: FailMode | undefined
  /** Whether `ALICE` and `alice` are one user, because the program takes them for one. */
  readonly lowerCaseNames?: boolean | undefined
  /**
   * Whether `BH` is taken for no, as Squid takes it. For programs that say it to a wrong password:
   * Squid's basic_ldap_auth does. A directory that is down is a wrong password then.
   */
  readonly brokenMeansNo?: boolean | undefined
  /** Told what the program says on standard error, and that it has ended: sentences for the operator. */
  readonly notify?: ((sentence: string) => void) | undefined
}

/** Users known to a program that speaks Squid's basic helper protocol. */
export interface HelperStore extends PasswordStore {
  /** Ends the processes. */
  close(): void
}

/**
 * Nothing is started before the first question. The version never changes, since a program does not
 * tell of changes: what it says is remembered for `rememberMs` instead.
 *
 * @throws {RangeError} when there is no such program
 */
export function createHelperStore(options: HelperStoreOptions): HelperStore {
  const { name = 'helper', command, failMode = 'closed' } = options
  const program = checkedProgram(command)
  const pool = createHelperPool({
    command,
    environment: { ...ENVIRONMENT, ...options.environment },
    directory: options.directory,
    processes: options.processes ?? PROCESSES,
    channels: options.channels ?? 0,
    queue: options.queue ?? QUEUE,
    timeLimitMs: options.timeLimitMs ?? TIME_LIMIT_MS,
    notify: options.notify ?? (() => {}),
  })
  const store: PasswordStore = {
    name,
    version: () => 0,
    async check(username, password) {
      // Programs behind which there is a directory may take it for an anonymous bind, and say yes.
      if (password.reveal() === '') return WRONG
      const asked = options.lowerCaseNames === true ? username.toLowerCase() : username
      try {
        const reply = await pool.ask(asked, password)
        return checkFrom(reply, asked, program, options)
      } catch (error) {
        if (!(error instanceof HelperError)) throw error
        return { kind: 'unavailable', detail: `${program}: ${error.message}` }
      }
    },
  }
  return { ...failingAs(failMode, store), close: () => pool.close() }
}

function checkedProgram(command: readonly string[]): string {
  const [program] = command
  if (program === undefined || !isAbsolute(program)) {
    throw new RangeError(
      `${program ?? 'an empty command'} is no program: begin the command with its absolute path`,
    )
  }
  try {
    accessSync(program, constants.X_OK)
    return program
  } catch (error) {
    throw new RangeError(`${program} is not there or may not be run by this user`, { cause: error })
  }
}

function checkFrom(
  { result, user, groups, message }: HelperReply,
  asked: string,
  program: string,
  { rememberMs = REMEMBER_MS, brokenMeansNo = false }: HelperStoreOptions,
): PasswordCheck {
  switch (result) {
    case 'OK': {
      const identity = { user: user ?? asked, ...(groups.length > 0 && { groups }) }
      return { kind: 'right', ...identity, expiresMs: Date.now() + rememberMs }
    }
    case 'ERR':
      return WRONG
    case 'BH':
      if (brokenMeansNo) return WRONG
      return {
        kind: 'unavailable',
        detail: `${program}: it says that it cannot tell${message === undefined ? '' : `: ${message}`}`,
      }
    default:
      return result satisfies never
  }
}

/** `ERR` is the answer to a wrong password and to an unknown user alike. */
const WRONG: PasswordCheck = { kind: 'wrong-password', isUserUnclear: true }
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' }
const PROCESSES = 5
const QUEUE = 100
const TIME_LIMIT_MS = 5000
/** Squid's credentialsttl is two hours. A password that was changed should not live that long. */
const REMEMBER_MS = 60_000
