import { parseUserName, type UserStore } from '@hopwise/store'
import { EXIT } from '../exit-code.ts'
import { nearMatch } from '../near-match.ts'
import { Problem } from '../problem.ts'

/** @throws {Problem} when it cannot be a user's name */
export function usableName(text: string): string {
  const parsed = parseUserName(text)
  if (parsed.kind === 'usable') return parsed.name
  throw new Problem(EXIT.usage, parsed.sentence)
}

/** @throws {Problem} with the name that was perhaps meant */
export function knownName(text: string, users: UserStore): string {
  const name = usableName(text)
  if (users.find(name) !== undefined) return name
  const near = nearMatch(
    name,
    users.list().map((user) => user.name),
  )
  const hint = near === undefined ? 'see hopwise user list' : `did you mean ${near}?`
  throw new Problem(EXIT.negative, `There is no user ${name}: ${hint}`)
}
