import { EXIT } from '../../exit-code.ts'
import { Problem } from '../../problem.ts'
import { isOwnAddress } from '../../serve/own-address.ts'
import type { Surroundings } from '../../surroundings.ts'
import { type ParentArgument, parseParentArgument } from './parent-argument.ts'

/** A parent that nobody named on the command line, because everybody who uses it has it in the environment. */
export interface EnvironmentParent {
  readonly variable: string
  readonly argument: ParentArgument
  /** What is said to need no proxy, there too; may be empty. */
  readonly noProxy: string
}

/**
 * The proxy that the environment names. One that is the relay itself does not count: its own lines have
 * been put into this shell.
 *
 * @param own where the relay is going to listen
 * @throws {Problem} that names the variable and does not repeat its value
 */
export function environmentParent(
  env: Surroundings['env'],
  own: { readonly host: string; readonly port: number },
): EnvironmentParent | undefined {
  for (const variable of VARIABLES) {
    const text = env[variable] ?? ''
    if (text === '') continue
    const argument = parsed(text, variable)
    const noProxy = env['no_proxy'] ?? env['NO_PROXY'] ?? ''
    if (!isOwnAddress(argument.address, own)) return { variable, argument, noProxy }
  }
  return undefined
}

function parsed(text: string, variable: string): ParentArgument {
  try {
    return parseParentArgument(text, `in ${variable}`)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem(EXIT.usage, `${error.message} Correct it, or use --to.`)
  }
}

/** As programs look for the proxy of https; HTTP_PROXY is what a web server may have set (httpoxy). */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'all_proxy', 'ALL_PROXY'] as const
