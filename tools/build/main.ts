/** Compiles what is published into folders that run wherever they are copied to. */
import path from 'node:path'
import { buildAgent } from './agent/build-agent.ts'
import { buildCommand } from './build-command.ts'

const DIST = path.join(import.meta.dirname, '../../dist')
const [folder, ...rest] = process.argv.slice(2)
if (rest.length > 0 || folder?.startsWith('-')) {
  process.stderr.write(
    'Usage: npm run build                 the command in dist/hopwise, the agent in dist/agent\n' +
      '       npm run build -- FOLDER       the command alone\n',
  )
  process.exitCode = 2
} else {
  const command = folder ?? path.join(DIST, 'hopwise')
  await buildCommand(command)
  process.stdout.write(`compiled: ${path.join(command, 'hopwise.mjs')}\n`)
  if (folder === undefined) {
    await buildAgent(path.join(DIST, 'agent'))
    process.stdout.write(`compiled: ${path.join(DIST, 'agent/lib/register.js')}\n`)
  }
}
