/** Compiles the command into a folder that runs wherever it is copied to. */
import path from 'node:path'
import { buildCommand } from './build-command.ts'

const [folder = path.join(import.meta.dirname, '../../dist/hopwise'), ...rest] =
  process.argv.slice(2)
if (rest.length > 0 || folder.startsWith('-')) {
  process.stderr.write('Usage: npm run build [-- FOLDER]   (dist/hopwise if not given)\n')
  process.exitCode = 2
} else {
  await buildCommand(folder)
  process.stdout.write(`compiled: ${path.join(folder, 'hopwise.mjs')}\n`)
}
