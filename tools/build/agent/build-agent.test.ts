import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { ROOT } from '../../gates/source-files.ts'
import { buildAgent } from './build-agent.ts'

let home = ''
let built = ''

before(async () => {
  home = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  await buildAgent(path.join(home, 'built'))
  // It must work where it was not built, and there is no node_modules above it.
  built = path.join(home, 'moved/@hopwise/agent')
  await fs.mkdir(path.dirname(built), { recursive: true })
  await fs.rename(path.join(home, 'built'), built)
})
after(() => fs.rm(home, { recursive: true, maxRetries: 3 }))

test('every door of the package has a module and its types', async () => {
  const manifest = JSON.parse(await fs.readFile(path.join(built, 'package.json'), 'utf8'))
  const source = path.join(ROOT, 'packages/agent/package.json')
  const { exports } = JSON.parse(await fs.readFile(source, 'utf8'))
  assert.deepEqual(Object.keys(manifest.exports), Object.keys(exports))
  for (const door of Object.values(manifest.exports as Record<string, Record<string, string>>)) {
    for (const file of Object.values(door)) assert.ok((await fs.stat(path.join(built, file))).size)
  }
})

test('what others depend on is named, and what is ours is not', async () => {
  const manifest = JSON.parse(await fs.readFile(path.join(built, 'package.json'), 'utf8'))
  assert.deepEqual(Object.keys(manifest.dependencies).sort(), ['quickjs-wasi', 'undici'])
  assert.equal(manifest.peerDependenciesMeta.kerberos.optional, true)
})

test('the doors open where nothing of the checkout is', () => {
  const program = `
    const [all, pac] = [await import('${built}/lib/index.js'), await import('${built}/lib/pac.js')]
    const router = pac.createPacRouter('data:,function FindProxyForURL() { return "PROXY a:1" }')
    console.log(typeof all.createDispatcher, JSON.stringify(await router.choose('http://b/')))
    await router.close()`
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: home,
    encoding: 'utf8',
  })
  assert.match(printed, /^function \[\{"kind":"proxy".*"host":"a","port":1/)
})

test('a program in TypeScript is checked against its types', async () => {
  const program = path.join(home, 'program.ts')
  await fs.writeFile(program, PROGRAM)
  const told = (text: string): string => {
    const types = `--typeRoots ${path.join(ROOT, 'node_modules/@types')} --types node`
    const how = `--ignoreConfig --noEmit --strict --module nodenext --target es2024 ${types}`
    const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc')
    try {
      return execFileSync(process.execPath, [compiler, ...how.split(' '), text], {
        encoding: 'utf8',
        cwd: home,
      })
    } catch (error) {
      return (error as { readonly stdout: string }).stdout
    }
  }
  await fs.mkdir(path.join(home, 'node_modules'))
  await fs.symlink(path.dirname(built), path.join(home, 'node_modules/@hopwise'))
  assert.equal(told(program), '')
  await fs.writeFile(program, PROGRAM.replace('proxy:', 'prox:'))
  assert.match(told(program), /'prox' does not exist/)
})

const PROGRAM = `
import { createDispatcher, ProxyFault, type Credentials } from '@hopwise/agent'
import { createPacRouter } from '@hopwise/agent/pac'
const credentials: Credentials = { username: 'alice', password: 'wonderland' }
createDispatcher({ proxy: 'http://proxy.example:3128', credentials })
createDispatcher({ pac: createPacRouter('http://pac.example/') })
export const code = (error: unknown) => (error instanceof ProxyFault ? error.code : undefined)
`
