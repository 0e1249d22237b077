import type { Surroundings } from '../surroundings.ts'
import { existingUserStore } from './open-user-store.ts'
import { userJson, userTable } from './user-table.ts'

export function listUsers(
  options: { readonly data: string; readonly json?: boolean },
  surroundings: Surroundings,
): void {
  const store = existingUserStore(options.data, surroundings)
  const users = store.list()
  store.close()
  const nowMs = surroundings.nowMs()
  if (options.json === true) {
    const facts = users.map((user) => userJson(user, nowMs))
    surroundings.stdout.write(`${JSON.stringify(facts, undefined, 2)}\n`)
  } else if (users.length === 0) {
    surroundings.stderr.write(`there are no users in ${options.data}\n`)
  } else {
    const lines = userTable(users, nowMs, surroundings.offsetMinutes)
    surroundings.stdout.write(lines.map((line) => `${line}\n`).join(''))
  }
}
