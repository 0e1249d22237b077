/**
 * The table of limits in SECURITY.md is made of the sources that hold them:
 * `node tools/gates/limits-table.ts` writes it, the test compares.
 */
import fs from 'node:fs'
import path from 'node:path'
import { ROOT, readFiles } from './source-files.ts'

export const PAGE: string = path.join(ROOT, 'SECURITY.md')

export function withLimits(page: string, sources: readonly string[]): string {
  const rows = sources.flatMap(limitsIn).map(({ name, value, about }) => {
    return `| \`${name}\` | ${value} | ${about} |`
  })
  const table = ['| limit | default | what it bounds |', '|---|---|---|', ...rows].join('\n')
  return page.replace(TABLE, (_, begin, end) => `${begin}\n${table}\n${end}`)
}

export function limitSources(): readonly string[] {
  return readFiles(FILES, ['.ts']).map((file) => file.text)
}

/** Names and words from the interface, values from the constant below it. */
function limitsIn(source: string): { name: string; value: string; about: string }[] {
  const values = new Map(
    [...source.matchAll(/^ {2}(\w+): ([^,{]+),$/gm)].map(([, k, v]) => [k!, v!]),
  )
  const documented = source.matchAll(
    /^ {2}(?:\/\*\* ([^\n]*) \*\/\n {2})?readonly (\w+): number$/gm,
  )
  return [...documented].map(([, about = '', name]) => ({
    name: name!,
    value: readable(name!, values.get(name!) ?? 'missing'),
    about,
  }))
}

function readable(name: string, value: string): string {
  if (value === 'Number.MAX_SAFE_INTEGER') return 'none'
  const product = value.split(' * ').map((factor) => Number(factor.replaceAll('_', '')))
  const number = product.reduce((all, factor) => all * factor, 1)
  if (name.endsWith('Ms')) return `${number / 1000} s`
  if (name.endsWith('BytesMax')) return `${number / 1024} KiB`
  return number.toLocaleString('en').replaceAll(',', ' ')
}

const FILES = ['packages/http/src/head-limits.ts', 'packages/proxy/src/core/limits.ts']
const TABLE = /(<!-- limits:begin -->)\n[\s\S]*?(<!-- limits:end -->)/

if (import.meta.main) {
  fs.writeFileSync(PAGE, withLimits(fs.readFileSync(PAGE, 'utf8'), limitSources()))
}
