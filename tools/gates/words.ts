/** The words of GLOSSARY.md in code: names that mislead, and files named after nothing. */
import path from 'node:path'
import { place, type SourceFile } from './source-files.ts'
import { codeOnly } from './strip.ts'

export function misnomers(file: SourceFile): readonly string[] {
  const base = path.basename(file.path).replace(/\..*$/, '')
  const identifiers = codeOnly(file.text).matchAll(/[A-Za-z_$][\w$]*/g)
  return [
    ...(EMPTY_NAMES.has(base) ? [`${file.path}: name the file by the idea in it`] : []),
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(base) || !/\.[mt]?[jt]s$/.test(file.path)
      ? []
      : [`${file.path}: files are named in kebab-case`]),
    ...[...identifiers]
      .filter(([name]) => DIRECTION.test(name))
      .map(({ 0: name, index }) => `${place(file, index)} ${name}: say client, nextHop or origin`),
  ]
}

/** RFC 9110 §3.7 turns these round with each message; other proxies use them for one side always. */
const DIRECTION = /(?:up|down)stream|inbound|outbound/i
const EMPTY_NAMES = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'types', 'misc'])
