import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ENGLISH } from './catalogue/en.ts'
import { FAULTS, type FaultCode, type FaultRow } from './fault-codes.ts'
import { PHASES } from './phase.ts'

const DIRECTORY = new URL('../../../docs/errors/', import.meta.url)
const CODES = Object.keys(FAULTS) as FaultCode[]

test('every fault has a page, and every page a fault', () => {
  const pages = readdirSync(DIRECTORY).filter((name) => name !== 'README.md')
  assert.deepEqual(pages.sort(), CODES.map((code) => `${code}.md`).sort())
})

for (const code of CODES) {
  test(`the page of ${code} says what the table says, under the five headings`, () => {
    const lines = pageOf(`${code}.md`).split('\n')
    assert.equal(lines[0], `# ${code}`)
    assert.equal(lines[2], topLine(FAULTS[code]))
    assert.equal(lines[4], `**${ENGLISH.faults[code].title}.**`)
    assert.deepEqual(
      lines.filter((line) => line.startsWith('## ')),
      HEADINGS,
    )
  })
}

test('every page has substance, and no more than a reader in trouble will read', () => {
  for (const code of CODES) {
    const length = pageOf(`${code}.md`).trimEnd().split('\n').length
    assert.ok(length >= 25 && length <= 45, `${code}: ${length} lines`)
  }
})

test('every page cites a section of a specification and says what to do by party', () => {
  for (const code of CODES) {
    const [, whatToDo, spec] = /## What to do\n([\s\S]*)## Spec\n([\s\S]*)/.exec(
      pageOf(`${code}.md`),
    )!
    assert.match(spec!, /RFC \d{4} §\d/, code)
    assert.ok(whatToDo!.match(/^- \*\*[^*]+:\*\* /gm)!.length >= 2, code)
    const { proxyError }: FaultRow = FAULTS[code]
    if (proxyError !== undefined) assert.match(spec!, RegExp(`\`${proxyError}\`:\\s+RFC 9209\\s+§`))
  }
})

test('the pages use only options and commands that exist', () => {
  for (const code of CODES) {
    for (const [, words] of pageOf(`${code}.md`).matchAll(
      /\bhopwise ((?:[a-z]+|--[a-z-]+)[^`\n]*)/g,
    )) {
      assert.match(
        words!,
        /^(serve|relay|why|user (add|list|passwd|disable|remove)|token (create|list)|lockouts (list|clear))\b/,
        code,
      )
      for (const [option] of words!.matchAll(/--[a-z-]+/g)) assert.ok(OPTIONS.has(option), option)
    }
  }
})

test('a link leads to a page that is there', () => {
  for (const name of readdirSync(DIRECTORY)) {
    for (const [, link] of pageOf(name).matchAll(/\]\(([^)]+)\)/g)) {
      assert.ok(existsSync(new URL(link!, DIRECTORY)), `${name}: ${link}`)
    }
  }
})

test('the list names every fault under its phase, with its status and title', () => {
  const sections = pageOf('README.md').split(/^## /m).slice(1)
  assert.deepEqual(
    sections.map((section) => section.split('\n')[0]),
    [...PHASES],
  )
  for (const section of sections) {
    const phase = section.split('\n')[0]
    const rows = section.split('\n').filter((line) => line.startsWith('| ['))
    const expected = CODES.filter((code) => FAULTS[code].phase === phase).map(
      (code) =>
        `| [${code}](${code}.md) | ${FAULTS[code].status} | ${ENGLISH.faults[code].title} |`,
    )
    assert.deepEqual(rows, expected)
  }
})

function pageOf(name: string): string {
  return readFileSync(new URL(name, DIRECTORY), 'utf8')
}

function topLine({ status, phase, party, retry, proxyError }: FaultRow): string {
  const error =
    proxyError === undefined ? 'no Proxy-Status error' : `Proxy-Status error \`${proxyError}\``
  return `Status ${status} · phase ${phase} · party ${party} · retry ${retry} · ${error}`
}

const HEADINGS = [
  '## What it means',
  '## Why it happens',
  '## How to see it',
  '## What to do',
  '## Spec',
]

const OPTIONS = new Set([
  '--listen',
  '--data',
  '--htpasswd',
  '--realm',
  '--allow-private',
  '--user',
  '--method',
  '--to',
  '--from',
  '--expires',
  '--scope',
  '--pac',
  '--test',
])
