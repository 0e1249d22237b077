/** `npm start`: set-up, then the command `hopwise` from its sources; `serve` when nothing else is asked. */
import { runProgram } from './run-program.mjs'

const args = process.argv.slice(2)
const [first = '--'] = args
const isAboutTheCommand = ['--help', '-h', '--version', '-V'].includes(first)
const hasCommand = !first.startsWith('-') || isAboutTheCommand
await runProgram('packages/cli/bin/hopwise.mjs', hasCommand ? args : ['serve', ...args])
