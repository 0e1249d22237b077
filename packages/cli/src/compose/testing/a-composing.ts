import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Asked } from '@hopwise/auth'
import { parseConfig } from '../../config/parse-config.ts'
import { directoryWith } from '../../config/testing/files.ts'
import { lateData } from '../../serve/late-data.ts'
import type { Composing } from '../composing.ts'

export interface AComposing {
  readonly composing: Composing
  readonly directory: string
  /** What was said to the operator. */
  readonly notices: string[]
  readonly variables: Map<string, string>
}

/** A configuration in a directory of its own, about to be composed; what is opened is closed by the test. */
export function aComposing(
  t: TestContext,
  text: string,
  files: Readonly<Record<string, string>> = {},
): AComposing {
  const { config, problems } = parseConfig(text)
  assert.ok(config, JSON.stringify(problems))
  const directory = directoryWith(t, files)
  const notices: string[] = []
  const variables = new Map<string, string>()
  const resources: { close(): unknown }[] = []
  t.after(async () => {
    for (const resource of resources.reverse()) await resource.close()
  })
  const composing: Composing = {
    config,
    places: { directory, env: {} },
    own: lateData(),
    guardFor: () => undefined,
    notify: (sentence) => void notices.push(sentence.replaceAll(directory, '.')),
    nowMs: Date.now,
    offsetMinutes: () => 0,
    setVariable: (name, value) => void variables.set(name, value),
    closeLater: (resource) => void resources.push(resource),
  }
  return { composing, directory, notices, variables }
}

/** A request that somebody at an address makes. */
export function asked(address = '192.0.2.1'): Asked {
  return { method: 'GET', target: 'http://o.example/', peer: { address, conversation: undefined } }
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** An htpasswd line: max, secret. */
export const MAX = 'max:$apr1$hopwise1$G6xttSguYZrNU6XjUjwWN.\n'
