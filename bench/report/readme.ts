/** The table of the README: every peer in one row, and where and when that was. */

import { valueOf } from '../budgets.ts'
import { formatMachine } from '../machine/describe-machine.ts'
import type { Results } from './results.ts'
import { formatNumber, formatTable } from './table.ts'

/** `readme` with what is between the two markers replaced. Throws when a marker is missing. */
export function updateReadme(readme: string, results: Results): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin < 0 || end < begin)
    throw new Error(`README.md lacks ${BEGIN} or ${END}: put both where the table belongs`)
  const head = readme.slice(0, begin + BEGIN.length)
  return `${head}\n${formatSummary(results)}\n${readme.slice(end)}`
}

export function formatSummary({ date, machine, versions, outcomes }: Results): string {
  const names = Object.keys(versions)
  const rows = names.map((name) => [
    `${name} ${versions[name]}`,
    ...SUMMARY.map(({ measure, key, digits }) =>
      formatNumber(valueOf(outcomes, measure, name, key), digits),
    ),
  ])
  const headings = SUMMARY.map(({ heading }) => heading)
  const place = `Measured on ${date.slice(0, 10)}: ${formatMachine(machine)}.`
  return `${formatTable(['', ...headings], rows)}\n\n${place}`
}

const BEGIN = '<!-- bench:begin -->'
const END = '<!-- bench:end -->'

const SUMMARY = [
  { measure: 'get', key: 'cpuMicros', heading: 'CPU µs/GET', digits: 1 },
  { measure: 'get', key: 'perSecond', heading: 'GET/s', digits: 0 },
  { measure: 'get', key: 'p99Ms', heading: 'p99 ms', digits: 1 },
  { measure: 'get', key: 'residentMb', heading: 'MB', digits: 0 },
  { measure: 'tunnels', key: 'cpuMicros', heading: 'CPU µs/tunnel', digits: 0 },
  { measure: 'idle', key: 'kilobytesEach', heading: 'KB/idle tunnel', digits: 1 },
  { measure: 'bulk', key: 'tunnelCpuPerGb', heading: 'CPU s/GB tunnel', digits: 2 },
  { measure: 'bulk', key: 'getCpuPerGb', heading: 'CPU s/GB GET', digits: 2 },
] as const
