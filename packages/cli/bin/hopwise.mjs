#!/usr/bin/env node
/** The command `hopwise`. Plain JavaScript for Node 18: it finds a Node that runs the sources. */
import fs from 'node:fs'
import module from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) {
  muteExperimentalWarnings()
  // Stripping types and compiling anew at each start is half of what `hopwise explain` would take.
  module.enableCompileCache?.(compiledDirectory())
  await import('../src/main.ts')
} else {
  await runInCheckout()
}

/** Where nobody but this user can write: what lies there is run. */
function compiledDirectory() {
  const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
  if (fs.existsSync(modules)) return path.join(modules, '.cache', 'hopwise-compiled')
  const cache = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  return path.join(cache, 'hopwise', 'compiled')
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

/** A checkout brings a Node of its own, and a tool that installs it, passes signals on and keeps the exit code. */
async function runInCheckout() {
  const tool = new URL('../../../tools/run-program.mjs', import.meta.url)
  if (fs.existsSync(tool)) {
    const { runProgram } = await import(tool.href)
    await runProgram('packages/cli/bin/hopwise.mjs', process.argv.slice(2))
    return
  }
  process.stderr.write(
    `hopwise: this is Node ${process.versions.node}, and Hopwise needs 22.18 or newer: ` +
      'install one (https://nodejs.org) and put it first in PATH.\n',
  )
  process.exitCode = 1
}
