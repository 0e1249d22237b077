import { Argument, Command, Option } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkConfig } from './check-config.ts'
import { configJsonSchema } from './json-schema.ts'
import { showConfig } from './show-config.ts'

export function configCommand(surroundings: Surroundings, endWith: EndWith): Command {
  const command = new Command('config').description('check and show hopwise.yaml')
  const { stdout } = surroundings
  command
    .command('check')
    .description('say what is wrong with a configuration and with the files that it mentions')
    .addArgument(fileArgument(surroundings))
    .action(async (file: string) => endWith(await checkConfig(file, surroundings)))
  command
    .command('show')
    .description('show what holds, defaults included; secrets stay where they are')
    .addArgument(fileArgument(surroundings))
    .addOption(new Option('--json', 'as JSON'))
    .action(async (file: string, options: { readonly json?: boolean }) => {
      const exitCode: ExitCode = await showConfig(
        file,
        options.json ? 'json' : 'yaml',
        surroundings,
      )
      endWith(exitCode)
    })
  command
    .command('schema')
    .description('print the JSON Schema of hopwise.yaml, for editors')
    .action(() => void stdout.write(`${JSON.stringify(configJsonSchema(), undefined, 2)}\n`))
  return command
}

/** Asked for by name: then a file that lies about may be meant, unlike when a proxy starts. */
function fileArgument({ env }: Surroundings): Argument {
  return new Argument('[file]', 'the configuration').default(
    env['HOPWISE_CONFIG'] || 'hopwise.yaml',
    '$HOPWISE_CONFIG or hopwise.yaml',
  )
}
