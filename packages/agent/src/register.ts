// `node --import @hopwise/agent/register program.js`: the environment is that of a program that knows
// nothing of us, so this file asks for it itself.
const warn = (problem: string): void => process.emitWarning(problem)

// In NODE_OPTIONS it meets every Node of a machine. On one that undici cannot run on, programs go on as
// they would without it, so it is loaded only after this question.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 19)) await register()
else warn(`@hopwise/agent/register does nothing: it needs Node 22.19, this is ${process.version}`)

async function register(): Promise<void> {
  const { installEverywhere } = await import('./node/install-everywhere.ts')
  const { pacOfEnvironment } = await import('./node/pac-of-environment.ts')
  const { pac, problems } = await pacOfEnvironment(process.env, warn)
  const told = new Set<string>()
  const installed = installEverywhere(process.env, pac, ({ code, detail }) => {
    if (told.has(detail)) return
    told.add(detail)
    process.emitWarning(detail, { type: 'ProxyFault', code })
  })
  for (const problem of [...problems, ...installed.problems]) warn(problem)
}

export {}
