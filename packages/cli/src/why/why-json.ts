import type { Foretold } from '@hopwise/proxy'
import { isLetThrough, type Why } from './why.ts'

/** For programs: everything that is known, as one object on one line. */
export function whyJson({ asked, who, scheme, first, told, addresses }: Why): string {
  const { method, target, client, timeMs } = asked
  const user = who && {
    groups: who.groups,
    source: who.source,
    ...('user' in who.verdict && { name: who.verdict.user }),
  }
  return `${JSON.stringify({
    asked: { method, target, client, time: new Date(timeMs).toISOString(), addresses, scheme },
    user,
    withoutCredentials: foretoldJson(first),
    withCredentials: told && foretoldJson(told),
  })}\n`
}

function foretoldJson(foretold: Foretold): object {
  const { kind, trace, fault, answer, entry } = foretold
  return {
    kind,
    isLetThrough: isLetThrough(foretold),
    // What a next hop would answer is not known here.
    ...(kind === 'answered' && { status: entry?.status }),
    fault: fault?.code,
    steps: trace?.steps,
    authorization: trace?.authorization,
    answer,
    entry,
  }
}
