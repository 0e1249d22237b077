import type { CommandWords, OptionWords } from './command-words.ts'

/** Completion for fish 3 and newer. */
export function fishScript(commands: readonly CommandWords[]): string {
  return `# hopwise: completion for fish
complete -c hopwise -f
${commands.flatMap(linesFor).join('\n')}
`
}

function linesFor({ path, commands, options, values }: CommandWords): string[] {
  const condition = conditionFor(path, commands)
  const start = `complete -c hopwise${condition}`
  return [
    ...commands.map((one) => `${start} -a ${one.name} -d ${quoted(one.description)}`),
    ...(values.length > 0 ? [`${start} -a ${quoted(values.join(' '))}`] : []),
    ...options.map((option) => start + optionWords(option)),
  ]
}

function conditionFor(path: readonly string[], commands: CommandWords['commands']): string {
  const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`)
  const none = `not __fish_seen_subcommand_from ${commands.map(({ name }) => name).join(' ')}`
  const conditions = commands.length > 0 ? [...seen, none] : seen
  return conditions.length === 0 ? '' : ` -n ${quoted(conditions.join('; and '))}`
}

function optionWords({ flags, description, values, isFile }: OptionWords): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? ` -l ${flag.slice(2)}` : ` -s ${flag.slice(1)}`,
  )
  const value = values === undefined ? '' : isFile ? ' -r -F' : ' -x'
  const proposed = values?.length ? ` -a ${quoted(values.join(' '))}` : ''
  return `${names.join('')}${value}${proposed} -d ${quoted(description)}`
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`
}
