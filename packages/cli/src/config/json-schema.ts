import { z } from 'zod'
import { CONFIG_SCHEMA } from './config.ts'

/** As much of JSON Schema as ours has. */
export interface JsonSchema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | false
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly const?: unknown
  readonly [keyword: string]: unknown
}

/** What editors are told of hopwise.yaml, in the draft that they know. */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(CONFIG_SCHEMA, { io: 'input', target: 'draft-07' })
  return { title: 'hopwise.yaml', ...schema } as JsonSchema
}

/** The keys that may stand where `path` leads in `value`; of several forms the one that is there. */
export function keysAt(path: readonly PropertyKey[], value: unknown): readonly string[] {
  let schemas: readonly JsonSchema[] = [configJsonSchema()]
  let here = value
  for (const part of path) {
    schemas = formsOf(schemas, here).flatMap((schema) => stepInto(schema, part))
    here = (here as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part]
  }
  return formsOf(schemas, here).flatMap(({ properties }) => Object.keys(properties ?? {}))
}

function stepInto(schema: JsonSchema, part: PropertyKey): readonly JsonSchema[] {
  const { properties, items, additionalProperties: others } = schema
  const next =
    typeof part === 'number' ? items : (properties?.[String(part)] ?? (others || undefined))
  return next === undefined ? [] : [next]
}

/** Alternatives one by one, without those that say they are of another kind. */
function formsOf(schemas: readonly JsonSchema[], value: unknown): readonly JsonSchema[] {
  return schemas.flatMap((schema) => {
    const forms = schema.anyOf ?? schema.oneOf
    if (forms === undefined) return isOtherKind(schema, value) ? [] : [schema]
    return formsOf(forms, value)
  })
}

function isOtherKind({ properties = {} }: JsonSchema, value: unknown): boolean {
  return Object.entries(properties).some(
    ([key, { const: constant }]) =>
      constant !== undefined && (value as Record<string, unknown> | undefined)?.[key] !== constant,
  )
}
