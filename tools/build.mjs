/** `npm run build`: set-up, then the command `hopwise` compiled, in dist/hopwise. */
import { runProgram } from './run-program.mjs'

await runProgram('tools/build/main.ts', process.argv.slice(2))
