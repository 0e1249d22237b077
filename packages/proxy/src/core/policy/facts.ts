import { type IpAddress, parseIp } from '@hopwise/http'
import type { Question } from '../authorize.ts'
import { plainHost } from './host-name.ts'
import { type Address, knownAddresses } from './match-hosts.ts'
import type { NameIndex } from './name-index.ts'
import type { TimeZone } from './time-zone.ts'

/** A question, and what rules want to know of it: found out once, and only when a rule asks. */
export class Facts {
  readonly question: Question
  /** In the form in which hosts are compared. */
  readonly host: string
  /** Places of the rules whose patterns of names mean the destination. */
  readonly meant: ReadonlySet<number>
  readonly #zone: TimeZone
  #offsetMinutes: number | undefined
  #client: IpAddress | 'unreadable' | undefined
  #addresses: readonly Address[] | 'unknown' | undefined
  #composed: Words | undefined
  #folded: Words | undefined

  constructor(question: Question, zone: TimeZone, names: Pick<NameIndex, 'meant'>) {
    this.question = question
    this.#zone = zone
    this.host = plainHost(question.host)
    this.meant = names.meant(this.host, question.port)
  }

  get offsetMinutes(): number {
    this.#offsetMinutes ??= this.#zone(this.question.timeMs)
    return this.#offsetMinutes
  }

  get client(): IpAddress | undefined {
    this.#client ??= parseIp(this.question.client) ?? 'unreadable'
    return this.#client === 'unreadable' ? undefined : this.#client
  }

  /** Of the destination; undefined while it has not been resolved. */
  get addresses(): readonly Address[] | undefined {
    this.#addresses ??= knownAddresses(this.question) ?? 'unknown'
    return this.#addresses === 'unknown' ? undefined : this.#addresses
  }

  /** Words as they stand, for rules that allow. */
  get composed(): Words {
    this.#composed ??= wordsOf(this.question, composed)
    return this.#composed
  }

  /** Words without what makes two spellings of one name, for rules that deny. */
  get folded(): Words {
    this.#folded ??= wordsOf(this.question, folded)
    return this.#folded
  }
}

export interface Words {
  readonly user: string
  readonly groups: readonly string[]
  readonly method: string
}

function wordsOf({ identity, method }: Question, form: (word: string) => string): Words {
  const { user, groups = [] } = identity
  return { user: form(user), groups: groups.map(form), method: form(method) }
}

/** What looks the same is the same (as the store of users has it), but case counts. */
export function composed(word: string): string {
  return word.normalize('NFC')
}

/** A directory takes `Alice` for `alice`; whoever denies one of them means both. */
export function folded(word: string): string {
  return word.normalize('NFC').toLowerCase()
}
