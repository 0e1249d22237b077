import { shellWord } from '../shell-word.ts'
import type { CommandWords, OptionWords } from './command-words.ts'

/** Completion for zsh; works as a file `_hopwise` in `fpath` and when sourced. */
export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef hopwise
# hopwise: completion for zsh
${commands.map(functionFor).join('\n')}
if [[ $funcstack[1] == _hopwise ]]; then _hopwise "$@"; else compdef _hopwise hopwise; fi
`
}

function functionFor(command: CommandWords): string {
  const { path, commands, options, values } = command
  const specs = options.flatMap(optionSpecs)
  if (commands.length === 0) {
    const argument = `'*: :${values.length > 0 ? `(${values.map(escaped).join(' ')})` : '_default'}'`
    return `${nameOf(path)}() {\n  _arguments -s ${[...specs, argument].join(' \\\n    ')}\n}`
  }
  const described = commands.map((one) => shellWord(`${one.name}:${one.description}`))
  const cases = commands.map(({ name }) => `      ${name}) ${nameOf([...path, name])} ;;`)
  return `${nameOf(path)}() {
  local line state
  _arguments -C ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(' \\\n    ')}
  case $state in
    command)
      local -a commands=(${described.join(' ')})
      _describe command commands ;;
    rest)
      case $line[1] in
${cases.join('\n')}
      esac ;;
  esac
}`
}

function optionSpecs({ flags, description, values, isFile }: OptionWords): string[] {
  const shown = `[${description.replace(/[[\]]/g, '\\$&')}]`
  const proposed = values?.length ? `(${values.map(escaped).join(' ')})` : isFile ? '_files' : ' '
  const value = values === undefined ? '' : `: :${proposed}`
  return flags.map((flag) => shellWord(`*${flag}${shown}${value}`))
}

function nameOf(path: readonly string[]): string {
  return ['_hopwise', ...path].join('_')
}

/** In a spec a colon separates. */
function escaped(word: string): string {
  return word.replaceAll(':', '\\:')
}
