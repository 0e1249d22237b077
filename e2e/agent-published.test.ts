import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { buildAgent } from '../tools/build/agent/build-agent.ts'
import { makeCertificates } from './harness/certificates.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { type Published, pack, servePackages } from './harness/npm-registry.ts'
import { startOrigin } from './harness/origin.ts'
import { PACKAGE_MANAGERS } from './harness/package-managers.ts'
import { type Ran, run } from './harness/run-program.ts'
import { startSchemeProxy } from './harness/scheme-proxy.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, userinfo } from './harness/users.ts'

// The agent as somebody has it who has no checkout: packed, and installed from a registry. Node strips no
// types in node_modules, so the sources would not run there.

const skip = missing('npm', 'openssl')
const certificates = await makeCertificates(wholeFile)
const packages = skip ? [] : await published()

const PROGRAM = `
  const [plain, secure] = process.argv.slice(2)
  const { get } = await import('node:https')
  console.log(await (await fetch(plain)).text())
  get(secure, (response) => console.log(response.resume().statusCode))
`

test('installed in a project, the hook is found by its name', { skip }, async (t) => {
  const { project, ask } = await stage(scopeOf(t))
  const ran = await ask(project, ['--import', '@hopwise/agent/register', 'program.mjs'])
  assert.deepEqual([ran.stdout, ran.stderr], ['hello from the origin\n\n200\n', ''])
})

test('for programs anywhere, NODE_OPTIONS names the file', { skip }, async (t) => {
  const { project, ask, elsewhere } = await stage(scopeOf(t))
  const file = join(project, 'node_modules/@hopwise/agent/lib/register.js')
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` }
  const ran = await ask(elsewhere, [join(project, 'program.mjs')], env)
  assert.deepEqual([ran.stdout, ran.stderr], ['hello from the origin\n\n200\n', ''])
  const byName = { NODE_OPTIONS: '--import @hopwise/agent/register' }
  const lost = await ask(elsewhere, [join(project, 'program.mjs')], byName)
  assert.match(lost.stderr, /Cannot find package '@hopwise\/agent'/)
})

test('its doors open, with a script that chooses the proxy on a thread', { skip }, async (t) => {
  const { project, ask, proxy } = await stage(scopeOf(t))
  const program = `
    import { createDispatcher } from '@hopwise/agent'
    import { createPacRouter } from '@hopwise/agent/pac'
    const script = 'function FindProxyForURL() { return "PROXY 127.0.0.1:${proxy.port}" }'
    const pac = createPacRouter('data:,' + encodeURIComponent(script))
    const credentials = () => ({ username: '${ALICE.user}', password: '${ALICE.password}' })
    const dispatcher = createDispatcher({ pac, credentials })
    console.log((await fetch(process.argv[2], { dispatcher })).status)
    await pac.close()`
  await writeFile(join(project, 'with-pac.mjs'), program)
  const ran = await ask(project, ['with-pac.mjs'], { http_proxy: '', https_proxy: '' })
  assert.deepEqual([ran.stdout, ran.stderr], ['200\n', ''])
})

test('in a project of yarn 4 without node_modules, too', { skip }, async (t) => {
  const scope = scopeOf(t)
  const { project, ask, node, elsewhere, registry } = await stage(scope)
  const yarn = PACKAGE_MANAGERS.find(({ name }) => name === 'yarn 4')!
  await yarn.settle(elsewhere, registry)
  const settings = join(elsewhere, '.yarnrc.yml')
  const text = await readFile(settings, 'utf8')
  await writeFile(settings, text.replace('nodeLinker: node-modules', 'nodeLinker: pnp'))
  await writeFile(join(elsewhere, 'package.json'), '{"name":"elsewhere","version":"1.0.0"}')
  await writeFile(join(elsewhere, 'program.mjs'), `import 'quickjs-wasi'\n${PROGRAM}`)
  const file = join(project, 'node_modules/@hopwise/agent/lib/register.js')
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` }
  const added = await node(elsewhere, [yarn.program, 'add', 'quickjs-wasi'], env)
  assert.equal(added.code, 0, added.stdout)
  const ran = await ask(elsewhere, [yarn.program, 'node', 'program.mjs'], env)
  assert.equal(ran.stdout, 'hello from the origin\n\n200\n', ran.stderr)
})

async function published(): Promise<readonly Published[]> {
  const dir = await tempDir(wholeFile)
  const folder = join(dir, 'agent')
  await buildAgent(folder)
  const others = ['undici', 'quickjs-wasi'].map((name) => join(ROOT, 'node_modules', name))
  return Promise.all([folder, ...others].map((one) => pack(one, dir)))
}

/** A project with the agent installed, a proxy that asks for Digest, and an origin of each scheme. */
async function stage(scope: Scope) {
  const dir = await tempDir(scope)
  const [project, elsewhere] = [join(dir, 'project'), join(dir, 'else where')]
  for (const folder of [project, elsewhere]) await mkdir(folder)
  const registry = await startOrigin(scope, servePackages(packages))
  await writeFile(
    join(project, '.npmrc'),
    `registry=${registry.url}/\ncache=${join(dir, 'cache')}\n`,
  )
  await writeFile(join(project, 'package.json'), '{"name":"project","version":"1.0.0"}')
  await writeFile(join(project, 'program.mjs'), PROGRAM)
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '@hopwise/agent']
  const installed = await run('npm', install, { cwd: project, env: { HOME: dir } })
  assert.equal(installed.code, 0, installed.stderr)

  const proxy = await startSchemeProxy(scope, 'digest')
  const plain = await startOrigin(scope)
  const secure = await startOrigin(scope, undefined, certificates)
  scope.after(() => {
    for (const origin of [plain, secure]) assertNoCredentials(origin)
  })
  const address = `http://${userinfo(ALICE)}127.0.0.1:${proxy.port}`
  const surroundings = {
    HOME: dir,
    NODE_EXTRA_CA_CERTS: certificates.authority,
    http_proxy: address,
    https_proxy: address,
  }
  const node = (cwd: string, args: readonly string[], env = {}): Promise<Ran> =>
    run(process.execPath, args, { cwd, env: { ...surroundings, ...env } })
  return {
    project,
    elsewhere,
    proxy,
    registry: registry.url,
    node,
    /** A program that is told the two origins. */
    ask: (cwd: string, args: readonly string[], env = {}): Promise<Ran> =>
      node(cwd, [...args, `${plain.url}/`, `${secure.url}/`], env),
  }
}
