/** `npm run build`: set-up, then what is published: the command in dist/hopwise, the agent in dist/agent. */
import { runProgram } from './run-program.mjs'

await runProgram('tools/build/main.ts', process.argv.slice(2))
