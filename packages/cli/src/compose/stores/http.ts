import type { Secret } from '@hopwise/auth'
import { createHttpVerifier } from '@hopwise/auth/node'
import type { HttpStoreSection } from '../../config/sections/store-http.ts'
import { type Composing, secretOf, textOf } from '../composing.ts'
import type { OpenStore } from './opened-store.ts'

export const openHttpStore: OpenStore<HttpStoreSection> = async (section, path, composing) => {
  const { method, authorities, answerFields, connections, queue, failMode, lowerCaseNames } =
    section
  const store = createHttpVerifier({
    name: String(path.at(-1)),
    url: section.url.href,
    method,
    fields: await fieldsOf(section, path, composing),
    answerFields: {
      ...(answerFields?.user && { user: answerFields.user }),
      ...(answerFields?.groups && { groups: answerFields.groups }),
    },
    authorities: authorities && (await textOf(authorities, [...path, 'authorities'], composing)),
    connections,
    queue,
    timeLimitMs: section.timeLimit.ms,
    rememberMs: section.remember.ms,
    failMode,
    lowerCaseNames,
  })
  composing.closeLater(store)
  return { passwords: store }
}

async function fieldsOf(
  { fields = {} }: HttpStoreSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<Readonly<Record<string, Secret>>> {
  const entries = Object.entries(fields).map(async ([name, reference]) => {
    return [name, await secretOf(reference, [...path, 'fields', name], composing)] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
