import type { Token } from '@hopwise/store'
import type { Surroundings } from '../surroundings.ts'
import { knownName } from '../user/known-user.ts'
import { existingUserStore } from '../user/open-user-store.ts'
import { tokenJson } from './token-table.ts'

export interface CreateOptions {
  readonly data: string
  readonly user: string
  readonly name?: string
  readonly expires: number | 'never'
  readonly scope?: readonly string[]
  readonly allow?: readonly string[]
  readonly json?: boolean
}

/** The token is printed alone, so that `TOKEN=$(hopwise token create …)` is all a script needs. */
export function createToken(options: CreateOptions, surroundings: Surroundings): void {
  const { stdout, stderr, nowMs, random } = surroundings
  const users = existingUserStore(options.data, surroundings)
  try {
    const user = knownName(options.user, users)
    const made = users.tokens.create(
      {
        user,
        label: options.name ?? '',
        scopes: options.scope ?? [],
        ...(options.allow && { hosts: options.allow }),
        ...(options.expires !== 'never' && { expiresMs: options.expires }),
      },
      random,
    )
    // Somebody may have removed the user in this very moment: `knownName` says it again.
    if (made === undefined) return void knownName(user, users)
    const token = made.secret.reveal()
    if (options.json === true) {
      const facts = { token, ...tokenJson(made.token, nowMs()) }
      stdout.write(`${JSON.stringify(facts, undefined, 2)}\n`)
    } else {
      stderr.write(noticeOf(made.token))
      stdout.write(`${token}\n`)
    }
  } finally {
    users.close()
  }
}

function noticeOf({ id, user }: Token): string {
  return `token ${id} was made for ${user}; it is shown this one time:\n`
}
