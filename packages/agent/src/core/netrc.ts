import { type Login, Secret } from '@hopwise/auth'

export interface NetrcProblem {
  /** From 1. It quotes nothing: a password may stand in the wrong place. */
  readonly line: number
  readonly kind: 'word-unexpected' | 'value-missing' | 'quote-unclosed'
}

export interface ParsedNetrc {
  readonly problems: readonly NetrcProblem[]
  /** The first entry for that host, else `default`. Undefined for none, or one without a name or a password. */
  loginFor(host: string): Login | undefined
}

/**
 * Parses a `.netrc`, as ftp(1) and curl describe it: `machine NAME login NAME password TEXT`, in any
 * lines; `default` for all others; text in quotes may have spaces, with `\"` and `\\`. A `macdef` and
 * `account` are passed over. There are comments only at the beginning of a line.
 */
export function parseNetrc(text: string): ParsedNetrc {
  const problems: NetrcProblem[] = []
  const entries: Entry[] = []
  const words = wordsOf(text, problems)
  let open: Entry | undefined
  for (let i = 0; i < words.length; i++) {
    const { word, line } = words[i]!
    if (word === 'default') {
      open = { host: undefined, username: undefined, password: undefined }
      entries.push(open)
      continue
    }
    if (!TAKES_VALUE.has(word)) {
      problems.push({ line, kind: 'word-unexpected' })
      continue
    }
    const value = words[++i]?.word
    if (value === undefined) problems.push({ line, kind: 'value-missing' })
    else if (word === 'machine') {
      open = { host: value.toLowerCase(), username: undefined, password: undefined }
      entries.push(open)
    } else if (open === undefined) problems.push({ line, kind: 'word-unexpected' })
    else if (word === 'login') open.username = value
    else if (word === 'password') open.password = value
  }
  return { problems, loginFor: (host) => loginIn(entries, host.toLowerCase()) }
}

interface Entry {
  /** Undefined for `default`. */
  readonly host: string | undefined
  username: string | undefined
  password: string | undefined
}

interface Word {
  readonly word: string
  readonly line: number
}

function loginIn(entries: readonly Entry[], host: string): Login | undefined {
  const entry =
    entries.find((candidate) => candidate.host === host) ??
    entries.find((candidate) => candidate.host === undefined)
  // curl sends an empty password where there is none: that is an attempt spent, and accounts lock.
  if (entry?.username === undefined || entry.password === undefined) return undefined
  return { username: entry.username, password: new Secret(entry.password) }
}

function wordsOf(text: string, problems: NetrcProblem[]): Word[] {
  const words: Word[] = []
  let isMacro = false
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    // A macro ends with an empty line.
    if (isMacro) {
      isMacro = written.trim() !== ''
      continue
    }
    if (written.trimStart().startsWith('#')) continue
    for (const [, quoted, bare] of written.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
      if (bare?.startsWith('"')) problems.push({ line, kind: 'quote-unclosed' })
      if (bare === 'macdef') {
        isMacro = true
        break
      }
      words.push({ word: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '', line })
    }
  }
  return words
}

const TAKES_VALUE = new Set(['machine', 'login', 'password', 'account'])
