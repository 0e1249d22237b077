import { relaySettings, type ToolLines } from './relay-settings.ts'

export interface RelaySituation {
  /** `http://127.0.0.1:4071` */
  readonly url: string
  /** Of the parents, without logins, in the order in which they are asked. */
  readonly parents: readonly string[]
  /** Where the PAC script is that names the ways. */
  readonly script?: string | undefined
  readonly isDirectWhenDown: boolean
  readonly noProxy: string
  readonly whom: string
  readonly dataDirectory: string
  readonly printsAll: boolean
}

/** What is said when a relay is ready. The first line is for programs too. */
export function relayWelcome(situation: RelaySituation): string[] {
  const { url, whom, dataDirectory, noProxy } = situation
  return [
    `listening on ${url}`,
    `requests go to ${way(situation)}`,
    ...(noProxy === '' ? [] : [`without a parent: ${noProxy}`]),
    `for ${whom}`,
    `data is kept in ${dataDirectory}`,
    '',
    ...settings(situation),
  ]
}

function way({ parents, script, isDirectWhenDown }: RelaySituation): string {
  const order = [...parents, ...(isDirectWhenDown ? ['the origin itself'] : [])].join(', then ')
  if (script === undefined) return order
  const otherwise = order === '' ? '' : `; where it names no way, to ${order}`
  return `the proxies that ${script} names${otherwise}`
}

function settings({ url, printsAll }: RelaySituation): string[] {
  const [shell, ...others] = relaySettings(url)
  if (shell === undefined) throw new TypeError('no program to set up')
  if (printsAll) return [shell, ...others].flatMap((tool) => [...section(tool), ''])
  return [
    'In a terminal, for most programs (--print-settings has the others):',
    ...indented(shell),
    '',
  ]
}

function section(tool: ToolLines): string[] {
  return [`${tool.title}:`, ...indented(tool)]
}

function indented({ lines }: ToolLines): string[] {
  return lines.map((line) => `  ${line}`)
}
