/** Only the command reads arguments and environment, prints and exits: everything else is told and returns. */
import { importsOf } from './imports.ts'
import { isProduct, packageOf, place, type SourceFile } from './source-files.ts'
import { codeOnly } from './strip.ts'

export function belongsInCommand(file: SourceFile): readonly string[] {
  if (!isProduct(file) || packageOf(file.path) === 'cli' || SHELLS.has(file.path)) return []
  const uses = [...codeOnly(file.text).matchAll(COMMAND_ONLY)].map(
    ({ 0: word, index }) => `${place(file, index)} uses ${word}: that is the command's`,
  )
  const imports = importsOf(file)
    .filter(({ from }) => from === 'node:process')
    .map(({ index }) => `${place(file, index)} imports node:process: that is the command's`)
  return [...uses, ...imports]
}

const SHELLS: ReadonlySet<string> = new Set([
  // What `node --import` loads into a program that knows nothing of us: it has only its environment to go by.
  'packages/agent/src/register.ts',
  // `new EnvHttpProxyAgent()` and `new ProxyAgent()` are called without an environment: to read it is what they are for.
  'packages/agent/src/drop-in/undici.ts',
  'packages/agent/src/drop-in/proxy-agent.ts',
])

const COMMAND_ONLY =
  /(?<![.\w$])(?:console\.\w+|process\.(?:stdout|stderr|stdin|env|argv|exit|exitCode))(?![\w$])/g
