import type { Surroundings } from '../surroundings.ts'
import { knownName } from '../user/known-user.ts'
import { existingUserStore } from '../user/open-user-store.ts'
import { tokenJson, tokenTable } from './token-table.ts'

export interface ListOptions {
  readonly data: string
  readonly user?: string
  readonly json?: boolean
}

export function listTokens(options: ListOptions, surroundings: Surroundings): void {
  const users = existingUserStore(options.data, surroundings)
  try {
    const user = options.user === undefined ? undefined : knownName(options.user, users)
    const tokens = users.tokens.list(user)
    const nowMs = surroundings.nowMs()
    if (options.json === true) {
      const facts = tokens.map((token) => tokenJson(token, nowMs))
      surroundings.stdout.write(`${JSON.stringify(facts, undefined, 2)}\n`)
    } else if (tokens.length === 0) {
      surroundings.stderr.write(`there are no tokens${user === undefined ? '' : ` of ${user}`}\n`)
    } else {
      const lines = tokenTable(tokens, nowMs, surroundings.offsetMinutes)
      surroundings.stdout.write(`${lines.join('\n')}\n`)
    }
  } finally {
    users.close()
  }
}
