/** `npm test`: set-up, then every check there is. `--only format,unit` or file names narrow it. */
import { runProgram } from './run-program.mjs'

await runProgram('tools/test-run/main.ts', process.argv.slice(2))
