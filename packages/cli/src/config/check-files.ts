import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import {
  describePasswordFileProblem,
  fileReason,
  openPasswordFile,
  PasswordFileError,
} from '@hopwise/auth/node'
import type { Config } from './config.ts'
import { type ConfigProblem, formatKey } from './config-problem.ts'
import { eachValue } from './each-value.ts'
import { othersMayRead, readSecret, type SecretPlaces } from './read-secret.ts'
import type { YamlText } from './read-yaml.ts'
import { readTlsFiles } from './tls-files.ts'
import { FilePath } from './values/file-path.ts'
import { SecretReference } from './values/secret-reference.ts'

export interface Checked {
  readonly config: Config
  readonly yaml: YamlText
  readonly places: SecretPlaces
  readonly nowMs: number
}

/** Opens everything a configuration mentions that can be opened without starting anything. */
export async function checkFiles(checked: Checked): Promise<readonly ConfigProblem[]> {
  const found: ConfigProblem[] = []
  const say: Say = (path, sentence, level = 'error') =>
    void found.push({ level, ...checked.yaml.placeOf(path), key: formatKey(path), sentence })
  for (const check of CHECKS) await check(checked, say)
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** A new check is one function and one line of this list. */
const CHECKS: readonly ((checked: Checked, say: Say) => Promise<void>)[] = [
  checkMentioned,
  checkTls,
  checkPasswordFiles,
  checkKeytabs,
  checkCommands,
  checkScripts,
]

type Say = (path: readonly PropertyKey[], sentence: string, level?: 'warning' | 'error') => void

/** Every file and variable, whatever section it is in; those of TLS are looked at more closely. */
async function checkMentioned({ config, places }: Checked, say: Say): Promise<void> {
  const { data: _, ...sections } = config
  const mentioned: [FilePath | SecretReference, readonly PropertyKey[]][] = []
  eachValue(sections, (value, path) => {
    if (path.includes('tls')) return
    if (value instanceof FilePath || value instanceof SecretReference) mentioned.push([value, path])
  })
  for (const [value, path] of mentioned) {
    if (value instanceof SecretReference) {
      const read = await readSecret(value, places)
      if (read.kind === 'missing') say(path, read.sentence)
      else if (read.warning !== undefined) say(path, read.warning, 'warning')
    } else {
      const reason = await unreadable(value.from(places.directory))
      if (reason !== undefined) say(path, `${value.from(places.directory)}: ${reason}`)
    }
  }
}

async function checkTls({ config, places, nowMs }: Checked, say: Say): Promise<void> {
  for (const [at, { tls }] of config.listeners.entries()) {
    if (tls === undefined) continue
    const { problems } = await readTlsFiles(tls, places, nowMs)
    for (const { path, sentence, level } of problems) {
      say(['listeners', at, 'tls', ...path], sentence, level)
    }
  }
}

async function checkPasswordFiles({ config, places }: Checked, say: Say): Promise<void> {
  for (const [name, store] of Object.entries(config.stores)) {
    if (store.kind !== 'htpasswd') continue
    const path = store.file.from(places.directory)
    if ((await unreadable(path)) !== undefined) continue
    const at = ['stores', name, 'file']
    try {
      const file = await openPasswordFile(path)
      for (const problem of file.problems()) {
        say(at, describePasswordFileProblem(path, problem), 'warning')
      }
      await file.close()
    } catch (error) {
      if (!(error instanceof PasswordFileError)) throw error
      for (const problem of error.problems) say(at, describePasswordFileProblem(path, problem))
    }
  }
}

/** A keytab is as good as the service's password. */
async function checkKeytabs({ config, places }: Checked, say: Say): Promise<void> {
  for (const [name, { negotiate }] of Object.entries(config.authentication)) {
    const path = negotiate?.keytab.from(places.directory)
    if (path === undefined || (await unreadable(path)) !== undefined) continue
    const warning = await othersMayRead(path)
    if (warning !== undefined) {
      say(['authentication', name, 'negotiate', 'keytab'], warning, 'warning')
    }
  }
}

async function checkCommands({ config, places }: Checked, say: Say): Promise<void> {
  for (const [name, store] of Object.entries(config.stores)) {
    const program = store.kind === 'helper' ? store.command[0] : undefined
    if (program === undefined) continue
    // Not looked for in PATH: what runs is the one that was meant.
    if (await isExecutable(new FilePath(program).from(places.directory))) continue
    say(['stores', name, 'command', 0], `there is no program ${program} that may be run`)
  }
}

/** Those that are files; servers are not asked. */
async function checkScripts({ config, places }: Checked, say: Say): Promise<void> {
  for (const [at, { via }] of config.routes.entries()) {
    const path = via !== undefined && 'pac' in via ? via.pac.fileFrom(places.directory) : undefined
    const reason = path && (await unreadable(path))
    if (reason !== undefined) say(['routes', at, 'via', 'pac'], `${path}: ${reason}`)
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    // Whatever the reason is: it cannot be run, which is all that was asked.
    return false
  }
}

async function unreadable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.R_OK)
    return undefined
  } catch (error) {
    return fileReason(error)
  }
}
