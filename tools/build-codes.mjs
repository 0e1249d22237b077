/** `npm run build:codes`: set-up, then the registry of status codes as pages in dist/codes. */
import { runProgram } from './run-program.mjs'

await runProgram('tools/build-codes/main.ts', process.argv.slice(2))
