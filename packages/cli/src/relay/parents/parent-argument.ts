import { malformedScheme, parseProxyAddress } from '@hopwise/agent/hop'
import type { Login } from '@hopwise/auth'
import { type ParentAddress, parseParentAddress } from '@hopwise/proxy'
import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'

/** A parent as a command line names it. */
export interface ParentArgument {
  readonly address: ParentAddress
  /** Where it was written into the address. */
  readonly login?: Login | undefined
}

/**
 * Reads `http://proxy.corp:8080`, with or without the scheme, with a login in front of the host or
 * without, written as people write it into `http_proxy`.
 *
 * @param where it stands, for whoever has to correct it
 * @throws {Problem} that does not repeat the argument, because a password may stand in it
 */
export function parseParentArgument(text: string, where = 'behind --to'): ParentArgument {
  const mistyped = malformedScheme(text)
  if (mistyped !== undefined) {
    throw noProxy(where, `it begins with ${mistyped.beginning}, where ${mistyped.meant} was meant`)
  }
  const [, scheme = 'http', rest = text] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? []
  const at = rest.lastIndexOf('@')
  const parsed = parseParentAddress(`${scheme}://${rest.slice(at + 1)}`)
  if (parsed.kind === 'malformed') throw noProxy(where, parsed.problem)
  const login = at > 0 ? loginIn(rest.slice(0, at)) : undefined
  return { address: parsed.address, ...(login && { login }) }
}

function noProxy(where: string, problem: string): Problem {
  return new Problem(EXIT.usage, `The address ${where} is not one of a proxy: ${problem}.`)
}

/** The rules for what stands before the `@` are the same for every scheme. */
function loginIn(userinfo: string): Login | undefined {
  const parsed = parseProxyAddress(`http://${userinfo}@parent`)
  return parsed.kind === 'proxy' ? parsed.proxy.login : undefined
}
