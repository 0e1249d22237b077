import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { askScript } from './ask-script.ts'
import { Lookups } from './lookups.ts'
import { PAC_LIMITS } from './pac-limits.ts'
import { createScriptThread } from './script-thread.ts'
import { seenUrl } from './seen-url.ts'

interface Vectors {
  readonly now: string
  readonly own: readonly string[]
  readonly names: Readonly<Record<string, readonly string[]>>
  readonly cases: readonly Case[]
}

/** `is`: of an expression, as text; else `body` is a whole function's, and returns `answer`. */
type Case =
  | { readonly name: string; readonly expression: string; readonly is: string }
  | { readonly name: string; readonly body: string; readonly url: string; readonly answer: string }

const VECTORS = new URL('../../vectors/pac.json', import.meta.url)
const { now, own, names, cases } = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vectors

// The zone of the machine's clock is a thread's own; times without "GMT" are asked for in this one.
process.env['TZ'] = 'UTC'

for (const one of cases) {
  test(`scripts: ${one.name}`, async (t) => {
    const isWhole = 'body' in one
    const body = isWhole ? one.body : `return String(${one.expression})`
    const thread = createScriptThread(`function FindProxyForURL(url, host) { ${body} }`, PAC_LIMITS)
    t.after(() => thread.close())
    const lookUp = async (name: string) => names[name] ?? []
    const world = {
      lookups: new Lookups(lookUp, PAC_LIMITS, () => 0),
      ownAddresses: own,
      nowMs: Date.parse(now),
    }
    const seen = seenUrl(isWhole ? one.url : 'http://origin.example/')
    const outcome = await askScript(thread, seen, world, PAC_LIMITS)
    const alerts = one.name.startsWith('alert') ? ['x'] : []
    const answer = isWhole ? one.answer : one.is
    assert.deepEqual(outcome, { kind: 'answer', answer, alerts })
  })
}
