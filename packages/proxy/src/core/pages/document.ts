import { html, type Markup, NOTHING, trusted } from './markup.ts'
import type { Page } from './page.ts'
import { STYLESHEET } from './stylesheet.ts'

/** What stands around the content of every HTML page. */
export interface Frame {
  readonly language: string
  readonly title: string
  /** Rules for this page beside those of all pages. */
  readonly style?: string
  /** The one script that may run; `hash` is a source of the policy (CSP 3 §2.3.1). */
  readonly script?: { readonly text: string; readonly hash: string }
}

/**
 * A whole page that needs nothing else: no request of its own, no script but its own. The policy holds even
 * where the page is shown as if it were a site's; the icon is inline, so that browsers do not ask
 * that site for one.
 */
export function documentPage(frame: Frame, content: Markup): Page {
  const { language, title, style = '', script } = frame
  const policy = script === undefined ? POLICY : `${POLICY}; script-src '${script.hash}'`
  const body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style>${trusted(STYLESHEET + style)}</style>
</head>
<body>
<main>
${content}
</main>
${script === undefined ? NOTHING : html`<script>${trusted(script.text)}</script>\n`}</body>
</html>
`
  return { mediaType: 'text/html; charset=utf-8', language, body: body.toString() }
}

/** The sign of the house: one hop that arrived, and the next. */
export function mark(): Markup {
  return trusted(MARK)
}

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

const SHAPE =
  '<path d="M3 14C5 1 15 1 17 14" fill="none" stroke="COLOUR" stroke-width="2.4"/>' +
  '<path d="M17 14C19 6 25 6 27 14" fill="none" stroke="COLOUR" stroke-width="2.4" opacity=".5"/>' +
  '<circle cx="17" cy="15" r="4" fill="COLOUR"/>'

const MARK = `<svg class="mark" viewBox="0 1 30 19" aria-hidden="true">${SHAPE.replaceAll('COLOUR', 'currentColor')}</svg>`

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -4 30 30">${SHAPE.replaceAll('COLOUR', '#5f9a24')}</svg>`
