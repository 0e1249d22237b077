/** Sets the checkout up and runs one program of it with Node 24, as if it had been started directly. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT, SetUpError, setUp } from './set-up.mjs'

/** Ends this process with the exit code of the program. `nodeArgs` come before it, `args` after it. */
export async function runProgram(file, args, nodeArgs = []) {
  try {
    await setUp()
    const node = chooseNode(path.join(ROOT, 'node_modules/.bin/node'), process.versions.node)
    const program = path.join(ROOT, file)
    if (!fs.existsSync(program)) throw new SetUpError(`${file} does not exist in this checkout`)
    await runAs(node, [...NODE_ARGS, ...nodeArgs, program, ...args])
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error
    process.stderr.write(`hopwise: ${error.message}\n`)
    process.exitCode = 1
  }
}

/** The npm package `node` brings 24.x; where it has no build or was kept from installing, a new enough Node will do. */
function chooseNode(installed, running) {
  if (fs.existsSync(installed)) return installed
  const [major, minor] = running.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath
  throw new SetUpError(
    `this is Node ${running}; Hopwise needs 22.18 or newer, and the npm package "node" that brings one has ` +
      'left no program (are install scripts switched off?): npm rebuild node --ignore-scripts=false',
  )
}

/** Signals are ours to pass on before there is a child: one in between would end us and leave it behind. */
function runAs(node, args) {
  let child
  for (const signal of FROM_TERMINAL) {
    // A terminal sends these to every process of the foreground group: the child has its own already,
    // and npm repeats its one to us. Passed on, one Ctrl-C would be two.
    process.on(signal, () => isInForeground() || child?.kill(signal))
  }
  for (const signal of FROM_PROCESSES) process.on(signal, () => child?.kill(signal))
  return new Promise((_, reject) => {
    child = spawn(node, args, { stdio: 'inherit' })
    child.on('error', (error) => reject(new SetUpError(`cannot run Node: ${error.message}`)))
    child.on('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]))
  })
}

/** Whether a terminal controls us and we are in its foreground group: proc(5), fields 5 and 8 of stat. */
function isInForeground() {
  if (!fs.existsSync('/proc/self/stat')) return process.stdin.isTTY || process.stdout.isTTY
  const stat = fs.readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[2] === fields[5]
}

// Type stripping and SQLite say on every start that they are young. Decision 0002 says why we use them.
const NODE_ARGS = ['--disable-warning=ExperimentalWarning']
const FROM_TERMINAL = ['SIGINT', 'SIGHUP', 'SIGQUIT']
const FROM_PROCESSES = ['SIGTERM', 'SIGUSR2']
