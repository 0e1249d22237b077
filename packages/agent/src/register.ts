import { installEverywhere } from './node/install-everywhere.ts'

// `node --import @hopwise/agent/register program.js`: the environment is that of a program that knows
// nothing of us, so this file asks for it itself.
for (const problem of installEverywhere(process.env).problems) process.emitWarning(problem)
