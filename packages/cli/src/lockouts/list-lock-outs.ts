import type { Surroundings } from '../surroundings.ts'
import { type WhichLockOuts, withLockOuts } from './known-lock-outs.ts'
import { lockOutJson, lockOutTable } from './lock-out-table.ts'

export function listLockOuts(
  options: WhichLockOuts & { readonly json?: boolean },
  surroundings: Surroundings,
): void {
  const { stdout, stderr, offsetMinutes } = surroundings
  const found = withLockOuts(options, surroundings, (lockOuts) => lockOuts)
  if (options.json === true) {
    stdout.write(`${JSON.stringify(found.map(lockOutJson), undefined, 2)}\n`)
  } else if (found.length === 0) stderr.write('nobody is locked out\n')
  else stdout.write(`${lockOutTable(found, offsetMinutes).join('\n')}\n`)
}
