#!/usr/bin/env node
/** The command `hopwise` as `npm run build` leaves it: this file beside `lib/`. */
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) {
  muteExperimentalWarnings()
  module.enableCompileCache(compiledDirectory())
  await import('./lib/main.js')
} else {
  process.stderr.write(
    `hopwise: this is Node ${process.versions.node}, and Hopwise needs 22.18 or newer: ` +
      'install one (https://nodejs.org) and put it first in PATH.\n',
  )
  process.exitCode = 1
}

/** Where nobody but this user can write: what lies there is run. Without a home, nothing is kept. */
function compiledDirectory() {
  const { XDG_CACHE_HOME, HOME = '/nonexistent' } = process.env
  return `${XDG_CACHE_HOME || `${HOME}/.cache`}/hopwise/compiled`
}

/** SQLite says on every start that it is young: docs/decisions/0002. All other warnings are printed. */
function muteExperimentalWarnings() {
  const printers = process.listeners('warning')
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return
    for (const print of printers) print(warning)
  })
}
