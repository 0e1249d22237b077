/** `npm run bench`: set-up, then the measurements. */
import { runProgram } from './run-program.mjs'

await runProgram('bench/main.ts', process.argv.slice(2))
