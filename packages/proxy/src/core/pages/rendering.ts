import type { Form } from './choose-form.ts'
import { documentPage } from './document.ts'
import { jsonBody } from './json-body.ts'
import type { Markup } from './markup.ts'
import type { Page } from './page.ts'
import type { Words } from './words.ts'

/** One of the proxy's own pages in all its forms; only the one that is asked for is made. */
export interface Rendering {
  /** For the window. */
  readonly title: string
  readonly html: () => Markup
  readonly json: () => unknown
  /** Lines for a terminal. */
  readonly plain: () => readonly string[]
}

export function rendered(form: Form, rendering: Rendering, { language }: Words): Page {
  switch (form) {
    case 'html':
      return documentPage({ language, title: rendering.title }, rendering.html())
    case 'json':
      return { mediaType: 'application/json', language, body: jsonBody(rendering.json()) }
    case 'plain': {
      const body = `${rendering.plain().join('\n')}\n`
      return { mediaType: 'text/plain; charset=utf-8', language, body }
    }
    default:
      return form satisfies never
  }
}
