import { html, type Markup, trusted } from './markup.ts'
import type { Page } from './page.ts'
import { STYLESHEET } from './stylesheet.ts'

/** What stands around the content of every HTML page. */
export interface Frame {
  readonly language: string
  readonly title: string
}

/**
 * A whole page that needs nothing else: no script, no request of its own. The policy holds even
 * where the page is shown as if it were a site's; the icon is inline, so that browsers do not ask
 * that site for one.
 */
export function documentPage(frame: Frame, content: Markup): Page {
  const { language, title } = frame
  const body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style>${trusted(STYLESHEET)}</style>
</head>
<body>
<main>
${content}
</main>
</body>
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
