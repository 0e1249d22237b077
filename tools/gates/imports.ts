import type { SourceFile } from './source-files.ts'
import { pieces } from './strip.ts'

export interface Import {
  /** As written: `./via.ts`, `node:fs`, `@hopwise/http`. */
  readonly from: string
  readonly isTypeOnly: boolean
  readonly index: number
}

/** Every static, dynamic and re-exporting import of a file. */
export function importsOf(file: SourceFile): readonly Import[] {
  const all = pieces(file.text)
  const found: Import[] = []
  let index = 0
  let statement = ''
  for (const { kind, text } of all) {
    if (kind === 'text' && LEADS_TO_NAME.test(statement)) {
      const isTypeOnly = /\b(?:import|export)\s+type\b[^;]*$/.test(statement)
      found.push({ from: text.slice(1, -1), isTypeOnly, index })
    }
    index += text.length
    if (kind !== 'code') statement = kind === 'text' ? '' : statement
    else statement = /^(?:import|export)$/.test(text) ? text : statement + text
  }
  return found
}

const LEADS_TO_NAME = /^import\s*\(?\s*$|^(?:import|export)\b[\s\S]*\bfrom\s*$/
