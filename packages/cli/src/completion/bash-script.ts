import type { CommandWords, OptionWords } from './command-words.ts'

/** Completion for bash 4 and newer, without the package bash-completion. */
export function bashScript(commands: readonly CommandWords[]): string {
  const subcommands = commands.flatMap(({ path }) => (path.length > 0 ? path.join(' ') : []))
  return `# hopwise: completion for bash
_hopwise() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous='' path='' word
  (( COMP_CWORD > 0 )) && previous=\${COMP_WORDS[COMP_CWORD-1]}
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${subcommands.map((path) => `'${path}'`).join(' | ')}) path="\${path:+$path }$word" ;;
    esac
  done
  COMPREPLY=()
  case "$path $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $path in
${commands.map(wordCase).join('\n')}
  esac
}
complete -o default -F _hopwise hopwise
`
}

function valueCases({ path, options }: CommandWords): string[] {
  return options.flatMap((option) => {
    if (option.values === undefined) return []
    const patterns = option.flags.map((flag) => `'${path.join(' ')} ${flag}'`).join(' | ')
    return `    ${patterns}) ${reply(option)} return ;;`
  })
}

/** `-o default` proposes files where there is no reply. */
function reply({ values = [], isFile }: OptionWords): string {
  return isFile || values.length === 0 ? '' : `${compgen(values)};`
}

function wordCase({ path, commands, options, values }: CommandWords): string {
  const flags = options.flatMap((option) => option.flags)
  const words = [...commands.map(({ name }) => name), ...values]
  return `    '${path.join(' ')}')
      if [[ $current == -* ]]; then ${compgen(flags)}
      else ${compgen(words)}; fi ;;`
}

function compgen(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current"))`
}
