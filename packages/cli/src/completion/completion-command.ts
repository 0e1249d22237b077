import { Argument, Command } from 'commander'
import { print } from '../explain/print.ts'
import type { EndWith } from '../program.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Shell } from './completion.ts'

export function completionCommand(surroundings: Surroundings, _endWith: EndWith): Command {
  return new Command('completion')
    .description('print what a shell needs to complete commands, options and codes')
    .addArgument(new Argument('<shell>', 'the shell it is for').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./completion.ts')
      print(await completionScript(shell, surroundings), surroundings.stdout)
    })
}

const EXAMPLES = `
Examples:
  source <(hopwise completion bash)     in ~/.bashrc
  source <(hopwise completion zsh)      in ~/.zshrc
  hopwise completion fish | source      in config.fish
`
