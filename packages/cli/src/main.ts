import { run } from './run.ts'
import { surroundingsOf } from './surroundings.ts'

// The global: an import of node:process loads everything that hangs on it, which takes 5 ms.
process.exitCode = await run(process.argv.slice(2), surroundingsOf(process))
