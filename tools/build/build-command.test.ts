import assert from 'node:assert/strict'
import { once } from 'node:events'
import fs from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type Ran, runIn, startIn, statusOf } from '../testing/compiled.ts'
import { buildCommand } from './build-command.ts'

let home = ''
let program = ''

before(async () => {
  home = await fs.mkdtemp(path.join(os.tmpdir(), 'hopwise-'))
  await buildCommand(path.join(home, 'built'))
  // It must work where it was not built, and there is no node_modules above it.
  await fs.rename(path.join(home, 'built'), path.join(home, 'moved'))
  program = path.join(home, 'moved/hopwise.mjs')
})
after(() => fs.rm(home, { recursive: true, maxRetries: 3 }))

test('codes are explained: by number, with evidence, in Russian, pasted', async () => {
  assert.match((await succeed('explain', '407')).out, /^407 Proxy Authentication Required/)
  const edge = await succeed('explain', '530', '--header', 'server: cloudflare', '--lang', 'ru')
  assert.match(edge.out, /Cloudflare[\s\S]*[а-яё]{4}/)
  const pasted = 'HTTP/1.1 403 Forbidden\r\nServer: Microsoft-IIS/10.0\r\n\r\nHTTP Error 403.14\r\n'
  const told = await runIn(home, program, ['explain'], pasted)
  assert.match(told.out, /403\.14/)
  assert.equal((await run('explain', 'nonsense')).code, 1)
})

test('what was compiled by V8 is kept in the home, and nothing is said about it', async () => {
  assert.equal((await succeed('explain', '407')).err, '')
  assert.notDeepEqual(await fs.readdir(path.join(home, '.cache/hopwise/compiled')), [])
})

test('codes are listed, completion is written, versions and help are told', async () => {
  const listed = await succeed('codes', '--class', '4', '--vendor', 'nginx')
  assert.match(listed.out, /499/)
  for (const shell of ['bash', 'zsh', 'fish']) {
    assert.match((await succeed('completion', shell)).out, /hopwise/)
  }
  assert.match((await succeed('--version')).out, /^\d+\.\d+\.\d+\n$/)
  assert.match((await succeed('help', 'serve')).out, /--listen/)
  const misspelt = await run('explian')
  assert.deepEqual([misspelt.code, /"explain"/.test(misspelt.err)], [2, true])
})

test('a user with an argon2id password gets in, and the proxy is called by its name', async (t) => {
  const data = path.join(home, 'own-users')
  const added = await runIn(home, program, [...USER_ADD, data], 'correct horse')
  assert.equal(added.code, 0, added.err)
  assert.match((await succeed('user', 'list', '--data', data)).out, /^alice /m)
  const url = await serve(t, ['--data', data])
  assert.equal(await statusOf(url, 'http://hopwise.internal/', 'alice:correct horse'), 200)
  assert.equal(await statusOf(url, 'http://hopwise.internal/', 'alice:wrong'), 407)
  assert.equal(await statusOf(url, '/codes/407'), 200)
})

test('the first start names the command that was compiled, not the checkout', async (t) => {
  const { said } = await start(t, ['--data', path.join(home, 'first')])
  assert.doesNotMatch(said, /npx/)
})

test('users of a password file get in by a hash on a thread, and the journal has them', async (t) => {
  const data = path.join(home, 'file-users')
  const file = path.join(home, 'htpasswd')
  await fs.writeFile(file, HTPASSWD, { mode: 0o600 })
  const { url, stop } = await start(t, ['--data', data, '--htpasswd', file])
  for (const user of ['apr1:secret', 'sha512:Hello world!', 'bcrypt:pä:ss']) {
    assert.equal(await statusOf(url, 'http://hopwise.internal/', user), 200, user)
  }
  const { code, out } = await stop()
  assert.equal(code, 0)
  assert.match(out, /"user":"sha512"/)
  const journal = await succeed('journal', '--data', data)
  for (const name of ['apr1', 'sha512', 'bcrypt']) assert.match(journal.out, new RegExp(name))
})

test('a PAC script is fetched and run, on a thread that has its machine with it', async (t) => {
  const body = "function FindProxyForURL(url, host) { return host === 'a.test' ? 'DIRECT' : '' }"
  const server = createServer((_request, response) => void response.end(body))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const relay = ['relay', '--pac', `http://127.0.0.1:${port}/way.pac`, '--test']
  assert.match((await succeed(...relay, 'https://a.test/')).out, /^ {2}direct /m)
  const other = await run(...relay, 'https://b.test/')
  assert.equal(other.code, 1)
  assert.match(other.out, /ANSWER_EMPTY/)
})

test('a folder that holds something else is left alone', async () => {
  const folder = path.join(home, 'other')
  await fs.mkdir(folder)
  await fs.writeFile(path.join(folder, 'letter.txt'), 'dear')
  await assert.rejects(buildCommand(folder), /holds something else/)
  assert.deepEqual(await fs.readdir(folder), ['letter.txt'])
})

test('the manifest is that of a package which brings what is not bundled', async () => {
  const folder = path.join(home, 'moved')
  const manifest = JSON.parse(await fs.readFile(path.join(folder, 'package.json'), 'utf8'))
  assert.deepEqual(manifest.bin, { hopwise: './hopwise.mjs' })
  const brought = ['@node-rs/argon2', '@node-rs/bcrypt', 'quickjs-wasi']
  assert.deepEqual(Object.keys(manifest.dependencies), brought)
  assert.match(await fs.readFile(path.join(folder, 'NOTICES'), 'utf8'), /^commander \d/m)
})

function run(...args: readonly string[]): Promise<Ran> {
  return runIn(home, program, args)
}

async function succeed(...args: readonly string[]): Promise<Ran> {
  const ran = await run(...args)
  assert.equal(ran.code, 0, ran.err)
  return ran
}

async function serve(t: Cleanup, args: readonly string[]): Promise<string> {
  return (await start(t, args)).url
}

async function start(t: Cleanup, args: readonly string[]): Promise<Started> {
  const running = startIn(home, program, ['serve', '--listen', '127.0.0.1:0', ...args])
  t.after(async () => {
    running.child.kill('SIGKILL')
    await running.ended
  })
  const [said, url] = await running.until(/^listening on (http:\S+)\n[\s\S]*\n/m)
  const stop = (): Promise<Ran> => {
    running.child.kill('SIGTERM')
    return running.ended
  }
  return { url: url!, said, stop }
}

interface Started {
  readonly url: string
  /** On standard error, from the address on. */
  readonly said: string
  stop(): Promise<Ran>
}

interface Cleanup {
  after(clean: () => Promise<void>): void
}

const USER_ADD = ['user', 'add', 'alice', '--password-stdin', '--data']
/** Vectors of the packages' own tests: OpenSSL, the specification of SHA-crypt, htpasswd. */
const HTPASSWD = `apr1:$apr1$fooSJUId$b724Z0XI3StjwAy/ETa/a/
sha512:$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1
bcrypt:$2y$05$V/BSPeV2vcdNhCkrMJFWoOu6JGH2UPblE/o.Oro5Gqu2n9R9ecWGi
`
