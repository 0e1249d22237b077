import { formatParentAddress } from '@hopwise/proxy'
import { Command } from 'commander'
import { othersMayRead } from '../config/read-secret.ts'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { environmentParent } from './parents/environment-parent.ts'
import { checkNotOwn } from './parents/not-own.ts'
import { type ParentArgument, parseParentArgument } from './parents/parent-argument.ts'
import type { Presented } from './parents/relay-parents.ts'
import { relayPassword } from './parents/relay-password.ts'
import { NO_PARENT_FOR } from './parents/relay-routing.ts'
import { relay } from './relay.ts'
import { type RelayCommandOptions, withRelayOptions } from './relay-options.ts'

export function relayCommand(surroundings: Surroundings, endWith: EndWith): Command {
  return withRelayOptions(
    new Command('relay').description(
      'a proxy on this machine without a password, for programs that cannot answer one that has one',
    ),
  ).action(async (options: RelayCommandOptions) => {
    const { parents, noProxy } = waysOf(options, surroundings)
    // A trial listens nowhere, and may be of a relay that runs.
    if (options.test === undefined) checkNotOwn(parents, options.listen)
    checkScriptOptions(options)
    for (const warning of await warnings(parents, options)) {
      surroundings.stderr.write(`${warning}\n`)
    }
    const presented: Presented = {
      user: options.user,
      schemes: options.scheme,
      password: await relayPassword(options, surroundings),
    }
    if (options.test === undefined) {
      endWith(await relay({ ...options, noProxy }, parents, presented, surroundings))
      return
    }
    const url = options.test === true ? undefined : options.test
    const asked = { url, json: options.json === true }
    if (options.pac === undefined) {
      const { testParents } = await import('./trial/test-parents.ts')
      endWith(await testParents(asked, parents, presented, surroundings))
    } else {
      const { testScript } = await import('./trial/test-script.ts')
      const { pac, credentialsFor = '', directWhenUnreachable: isDirectWhenDown } = options
      const trust = { parents, credentialsFor, presented }
      endWith(await testScript({ ...asked, isDirectWhenDown }, pac, trust, surroundings))
    }
  })
}

interface Ways {
  readonly parents: readonly ParentArgument[]
  readonly noProxy: string
}

function waysOf(
  { to = [], pac, listen, noProxy }: RelayCommandOptions,
  { env, stderr }: Surroundings,
): Ways {
  if (to.length > 0 || pac !== undefined)
    return { parents: to.map((each) => parseParentArgument(each)), noProxy }
  const found = environmentParent(env, listen)
  if (found === undefined) throw new Problem(EXIT.usage, WHICH)
  const { address } = found.argument
  stderr.write(`without --to: ${found.variable} says ${formatParentAddress(address)}\n`)
  const isUnsaid = noProxy === NO_PARENT_FOR && found.noProxy !== ''
  const parents = [found.argument]
  return { parents, noProxy: isUnsaid ? `${noProxy},${found.noProxy}` : noProxy }
}

/** A password that nobody may have is a mistake, and who may have it is not for a script to say. */
function checkScriptOptions({ pac, to = [], user, credentialsFor }: RelayCommandOptions): void {
  if (pac === undefined && credentialsFor !== undefined) {
    throw new Problem(
      EXIT.usage,
      '--credentials-for is about the proxies that a script names: it goes with --pac.',
    )
  }
  if (pac === undefined || user === undefined) return
  if (to.length > 0 || credentialsFor !== undefined) return
  throw new Problem(
    EXIT.usage,
    `Which of the proxies that the script names may have the password of ${user}? Say --credentials-for proxy.corp, as many as you like with commas, .corp for all below it. "hopwise relay --pac … --test" without --user shows what it names.`,
  )
}

async function warnings(
  parents: readonly ParentArgument[],
  { passwordFile, to = [] }: Pick<RelayCommandOptions, 'passwordFile' | 'to'>,
): Promise<readonly string[]> {
  const isOnLine = to.length > 0
  const isShown =
    isOnLine && parents.some(({ login }) => login !== undefined && login.password.reveal() !== '')
  const inFile = passwordFile && (await othersMayRead(passwordFile).catch(() => undefined))
  return [...(isShown ? [SHOWN] : []), ...(inFile ? [inFile] : [])]
}

const WHICH = `Which proxy is it for? Neither --to nor https_proxy names one.
  hopwise relay --to http://proxy.corp:8080 --user NAME  asks for the password
  hopwise relay --to http://proxy.corp:8080              with a Kerberos ticket
  hopwise relay --pac http://wpad.corp/wpad.dat          by the company's script`

const SHOWN =
  'The password stands on the command line, where every user of this machine sees it (ps): better --user with --password-file, or be asked.'
