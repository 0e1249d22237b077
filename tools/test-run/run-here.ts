/** Runs test files by whichever Node runs this, and writes what came of them as JSON: see `run-by-nodes.ts`. */
import { runTests } from './run-tests.ts'

const [timeoutMs, ...files] = process.argv.slice(2)
const result = await runTests(files, { timeoutMs: Number(timeoutMs) })
process.stdout.write(JSON.stringify(result))
