import type { Entry } from './entry.ts'

/**
 * One entry as one line of JSON, without the line feed.
 *
 * Entries that follow each other mostly differ in little: the text of the rest is kept. A line then
 * takes 0.4 µs instead of the 0.9 µs of `JSON.stringify`, and where they do differ as long as that
 * (decision 0041).
 */
export const encodeEntry: (entry: Entry) => string = entryEncoder()

function entryEncoder(): (entry: Entry) => string {
  let last: Entry | undefined
  let beforeTarget = ''
  let afterTarget = ''

  return (entry) => {
    if (last === undefined || !isAlike(entry, last)) {
      const { exchange, time, client, outcome, status, method, target, phases, bytes, ...rest } =
        entry
      // Joined: what is one piece is copied many times without looking for its seams.
      beforeTarget = [',', inside({ client, outcome, status, method }), ',"target":'].join('')
      afterTarget = [',', inside(rest), ',"phases":'].join('')
      last = entry
    }
    const { exchange, time, target, phases, bytes } = entry
    return (
      `{"exchange":${quoted(exchange)},"time":${time}${beforeTarget}${quoted(target)}` +
      `${afterTarget}${phasesText(phases)},` +
      `"bytes":{"fromClient":${bytes.fromClient},"toClient":${bytes.toClient}}}`
    )
  }
}

/** Whether all but the fields that are each exchange's own are the same. */
function isAlike(entry: Entry, last: Entry): boolean {
  return (
    entry.client === last.client &&
    entry.outcome === last.outcome &&
    entry.status === last.status &&
    entry.method === last.method &&
    entry.version === last.version &&
    entry.user === last.user &&
    entry.scheme === last.scheme &&
    entry.reason === last.reason &&
    entry.fault === last.fault &&
    entry.detail === last.detail &&
    entry.rule === last.rule &&
    entry.wouldRefuse === last.wouldRefuse &&
    entry.route === last.route &&
    entry.script === last.script &&
    entry.parent === last.parent &&
    entry.nextHop === last.nextHop &&
    entry.reused === last.reused &&
    entry.receivedStatus === last.receivedStatus &&
    entry.userAgent === last.userAgent &&
    entry.referer === last.referer
  )
}

function phasesText(phases: Entry['phases']): string {
  const { receive, authenticate, authorize, route, connect, forward, relay } = phases
  // The order of phases: where one is there, those before it mostly are.
  if (receive === undefined || authenticate === undefined) return JSON.stringify(phases)
  let text = `{"receive":${receive},"authenticate":${authenticate}`
  if (authorize !== undefined) text += `,"authorize":${authorize}`
  if (route !== undefined) text += `,"route":${route}`
  if (connect !== undefined) text += `,"connect":${connect}`
  if (forward !== undefined) text += `,"forward":${forward}`
  if (relay !== undefined) text += `,"relay":${relay}`
  return `${text}}`
}

/** The fields of an object without its braces; `version` is always among them. */
function inside(fields: object): string {
  return JSON.stringify(fields).slice(1, -1)
}

function quoted(text: string): string {
  return NEEDS_NO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** Visible ASCII and space without quote and backslash. */
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/
