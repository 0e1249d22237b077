import { installEverywhere } from './node/install-everywhere.ts'
import { pacOfEnvironment } from './node/pac-of-environment.ts'

// `node --import @hopwise/agent/register program.js`: the environment is that of a program that knows
// nothing of us, so this file asks for it itself.
const warn = (problem: string): void => process.emitWarning(problem)
const { pac, problems } = await pacOfEnvironment(process.env, warn)
const told = new Set<string>()
const installed = installEverywhere(process.env, pac, ({ code, detail }) => {
  if (told.has(detail)) return
  told.add(detail)
  process.emitWarning(detail, { type: 'ProxyFault', code })
})
for (const problem of [...problems, ...installed.problems]) warn(problem)
