import { type Tool, toolSettings } from '@hopwise/proxy'

/** Lines that point one program at the relay. */
export interface ToolLines {
  /** What they are for: `git`, `fish`. */
  readonly title: string
  readonly lines: readonly string[]
}

/**
 * What to type, or to write into which file, for each program; the shells first.
 *
 * @param url `http://HOST:PORT` of the relay
 */
export function relaySettings(url: string): readonly ToolLines[] {
  const settings = toolSettings(url, 'none')
  return [
    { title: 'sh, bash, zsh', lines: settings.environment.split('\n') },
    { title: 'fish', lines: VARIABLES.map(([name, value]) => `set -gx ${name} ${value ?? url}`) },
    {
      title: 'PowerShell',
      lines: VARIABLES.map(([name, value]) => `$env:${name} = '${value ?? url}'`),
    },
    ...PROGRAMS.map(([tool, title]) => ({ title, lines: settings[tool].split('\n') })),
    { title: 'Chromium, Chrome, Edge', lines: [`chromium --proxy-server=${url}`] },
  ]
}

/** Without a value: the relay. */
const VARIABLES: readonly (readonly [name: string, value?: string])[] = [
  ['http_proxy'],
  ['https_proxy'],
  ['no_proxy', 'localhost,127.0.0.1'],
]

const PROGRAMS: readonly (readonly [tool: Tool, title: string])[] = [
  ['curl', 'curl'],
  ['git', 'git'],
  ['npm', 'npm'],
  ['pip', 'pip'],
  // Its downloads are the user _apt's (APT::Sandbox::User), whoever runs it.
  ['apt', 'apt, in /etc/apt/apt.conf.d/95proxy; it asks as its own user, so start with --any-user'],
  ['node', 'Node 24 and later, with the variables above'],
  ['java', 'Java'],
  ['docker', 'Docker, in /etc/docker/daemon.json'],
]
