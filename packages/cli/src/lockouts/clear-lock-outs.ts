import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { type WhichLockOuts, withLockOuts } from './known-lock-outs.ts'
import { lockOutJson } from './lock-out-table.ts'

/** @throws {Problem} when those that are named are not locked out */
export function clearLockOuts(
  options: WhichLockOuts & { readonly json?: boolean },
  surroundings: Surroundings,
): void {
  const { stdout, stderr } = surroundings
  const ended = withLockOuts(options, surroundings, (found, store) => {
    store?.end(found)
    return found
  })
  const areNamed = options.user !== undefined || options.client !== undefined
  if (areNamed && ended.length === 0) {
    throw new Problem(EXIT.negative, 'Nobody like that is locked out: see hopwise lockouts list')
  }
  if (options.json === true) {
    stdout.write(`${JSON.stringify(ended.map(lockOutJson), undefined, 2)}\n`)
  } else stderr.write(`${said(ended.length)}\n`)
}

function said(ended: number): string {
  if (ended === 0) return 'nobody was locked out'
  return ended === 1 ? '1 lock-out was ended' : `${ended} lock-outs were ended`
}
