import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { furnish } from './harness/desk.ts'
import { APT, BOTH, SHELL, TOOLS, type Tool } from './harness/desk-tools.ts'
import { withoutMachines } from './harness/machine.ts'
import { missing } from './harness/missing.ts'
import { GATE, type Office, openOffice, startThere } from './harness/office.ts'
import { squidAt } from './harness/parent-peers.ts'
import { type Ran, run } from './harness/run-program.ts'
import { type Scope, scopeOf, wholeFile } from './harness/scope.ts'
import { hopwise, type ListeningProcess, ROOT, startProcess } from './harness/start-proxy.ts'
import { passwordFile } from './harness/start-relay.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE } from './harness/users.ts'

// A desk in an office: no route but to the proxy, no name but the proxy's. What is typed there stands in
// README.md, in docs/agent.md, or is what the relay itself prints.
const skip =
  withoutMachines() ||
  missing(
    'openssl',
    'git',
    'npm',
    'python3',
    'dpkg-deb',
    '/usr/sbin/squid',
    '/usr/lib/squid/basic_ncsa_auth',
  )
const office: Office | undefined = skip ? undefined : await openOffice(wholeFile)
const desk = office && (await furnish(wholeFile, office))

/** The company's proxy, at the two names that the documents call it by. */
const PROXIES: readonly {
  readonly name: string
  readonly isBasic?: true
  readonly skip: string | false
  readonly start: (scope: Scope, office: Office) => Promise<unknown>
}[] = [
  { name: 'Squid with Basic', isBasic: true, skip: false, start: squid('basic') },
  { name: 'Squid with NTLM', skip: missing('ntlm_auth'), start: squid('ntlm') },
  { name: 'Hopwise with Digest', skip: false, start: digest },
]

const REGISTER =
  /NODE_OPTIONS='--import @hopwise\/agent\/register'|--import @hopwise\/agent\/register/

const AS_NOBODY =
  'setpriv --reuid=65534 --regid=65534 --clear-groups curl -s -x http://127.0.0.1:4071 http://example.com/text'

for (const proxy of PROXIES) {
  test(`${proxy.name}: behind a relay every program gets out`, {
    skip: skip || proxy.skip,
    timeout: 300_000,
  }, async (t) => {
    const scope = scopeOf(t)
    await proxy.start(scope, office!)
    await t.test('the proxy itself lets nobody through', async (t) => {
      const asked = await desk!.type(scopeOf(t), [`curl -sS -x http://proxy.corp:8080 ${BOTH}`])
      assert.match(asked.stderr, /response 407/)
    })
    const begin = performance.now()
    const relay = await startRelay(scope, office!)
    await relay.stderr.until(/^asked once: the parent proxy proxy\.corp:8080 lets this relay in$/m)
    for (const tool of TOOLS) await getsOut(t, tool, relay)
    say(t, 'from the command to the last of them', begin)
    await t.test('another user does not', async (t) => {
      const asked = await desk!.type(scopeOf(t), [AS_NOBODY])
      assert.match(asked.stdout, /403 Forbidden: This relay is for another user/)
    })
    await relay.stop()
    await getsOut(t, APT, await startRelay(scope, office!, '--any-user'))
    assertNothingTold(office!)
  })

  test(`${proxy.name}: with the hook a Node program and npm get out`, {
    skip: skip || proxy.skip,
    timeout: 180_000,
  }, async (t) => {
    const scope = scopeOf(t)
    await proxy.start(scope, office!)
    const begin = performance.now()
    const lines = await linesOfPage('docs/agent.md', "register' npm install")
    const ran = await desk!.type(scope, [`${lines.join('\n')} greeting-from-test`])
    assert.equal(ran.code, 0, `${ran.stdout}\n${ran.stderr}`)
    assert.match(ran.stdout, /all arrived/)
    assert.match(ran.stdout, /added 1 package/)
    say(t, 'from the first line to the last', begin)
    assertNothingTold(office!)
    // npm knows Basic by itself, and a program in Node no proxy at all.
    const [variables = '', ...commands] = lines.map((line) => line.replace(REGISTER, ''))
    for (const command of proxy.isBasic ? commands.slice(0, 1) : commands) {
      const alone = await desk!.type(scope, [variables, `${command} greeting-from-test`])
      assert.notEqual(alone.code, 0, command)
    }
  })
}

async function getsOut(t: TestContext, tool: Tool, relay: ListeningProcess): Promise<void> {
  await t.test(tool.name, { skip: tool.skip ?? false }, async (t) => {
    const ran = await type(scopeOf(t), tool, relay.stderr.text())
    assert.equal(ran.code, 0, `${ran.stdout}\n${ran.stderr}`)
    assert.match(`${ran.stdout}${ran.stderr}`, tool.got)
  })
}

test('without the relay none of them gets out', { skip }, async (t) => {
  const settings = await printedSettings(scopeOf(t), office!)
  for (const tool of [...TOOLS, APT]) {
    await t.test(tool.name, { skip: tool.skip ?? false }, async (t) => {
      const ran = await type(scopeOf(t), tool, settings)
      assert.doesNotMatch(ran.stdout + ran.stderr, tool.got)
    })
  }
  await t.test('nor past it', async (t) => {
    const ran = await desk!.type(scopeOf(t), [`curl -sS ${BOTH}`])
    assert.match(ran.stderr, /Could not resolve host/)
    assert.notEqual(ran.code, 0)
  })
})

function squid(scheme: 'basic' | 'ntlm') {
  return async (scope: Scope, { gate }: Office): Promise<unknown> => {
    const args = await squidAt(scope, scheme, `${GATE}:8080`, `${GATE}:3128`)
    return await startThere(scope, gate, 'squid', args, /Accepting HTTP Socket connections.*:3128/)
  }
}

async function digest(scope: Scope, { gate }: Office): Promise<unknown> {
  const directory = await tempDir(scope)
  const data = join(directory, 'data')
  const [file, args] = hopwise(
    'user',
    'add',
    ALICE.user,
    '--data',
    data,
    '--password-stdin',
    '--digest-realm',
    'Hopwise',
  )
  const added = await run(file, args, { input: ALICE.password })
  assert.equal(added.code, 0, added.stderr)
  const config = join(directory, 'hopwise.yaml')
  await writeFile(config, DIGEST_CONFIG, { mode: 0o600 })
  const command = ['serve', '--config', config]
  return await startProcess(scope, command, { HOME: directory }, /^data is kept in /m, gate.enter)
}

const DIGEST_CONFIG = `
data: data
listeners: [{ listen: '${GATE}:8080' }, { listen: '${GATE}:3128' }]
egress: { allowPrivate: true }
authentication: { default: { realm: Hopwise, schemes: [digest], stores: [own] } }
stores: { own: { kind: users } }
`

/** By the line of README.md, with a name in it; the password comes from a file, as no one is there to type it. */
async function startRelay(
  scope: Scope,
  { desk }: Office,
  ...more: readonly string[]
): Promise<ListeningProcess> {
  const file = await passwordFile(scope, ALICE.password)
  const asked = ['--password-file', file, '--print-settings', ...more]
  const command = [...(await lineOfReadme()), ...asked]
  const env = { HOME: await tempDir(scope) }
  return await startProcess(scope, command, env, /--proxy-server=.*\n/, desk.enter)
}

async function lineOfReadme(): Promise<string[]> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const [, line] = /`hopwise (relay --to [^`]*)`/.exec(readme) ?? []
  assert.ok(line, 'README.md tells how a relay is started')
  return line.replace('NAME', ALICE.user).split(' ')
}

/** The block of a page that has this, line by line. */
async function linesOfPage(path: string, having: string): Promise<string[]> {
  const page = await readFile(join(ROOT, path), 'utf8')
  const block = page.split(/^```/m).find((text) => text.includes(having))
  assert.ok(block, `${path} has ${having}`)
  return block.trim().split('\n').slice(1)
}

/** What a relay says, of one that is gone. */
async function printedSettings(scope: Scope, office: Office): Promise<string> {
  const relay = await startRelay(scope, office)
  const text = relay.stderr.text()
  await relay.stop()
  return text
}

/** Types a program's lines into a shell at the desk. */
async function type(scope: Scope, tool: Tool, settings: string): Promise<Ran> {
  const lines = linesUnder(settings, tool.title)
  assert.ok(lines.length > 0, `nothing is printed for ${tool.title}`)
  return await desk!.type(scope, tool.types(lines), linesUnder(settings, SHELL))
}

/** `title:` and the lines that are indented below it. */
function linesUnder(settings: string, title: RegExp): string[] {
  const sections = [...settings.matchAll(/^(\S.*):\n((?: {2}.*\n)+)/gm)]
  const [, , text = ''] = sections.find(([, name = '']) => title.test(name)) ?? []
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(2))
}

/** Every octet that the web was sent in clear, or read inside TLS. */
function assertNothingTold({ web }: Office): void {
  assert.doesNotMatch(web.text(), /proxy-authorization/i)
  const pair = Buffer.from(`${ALICE.user}:${ALICE.password}`).toString('base64')
  for (const secret of [ALICE.password, pair]) assert.ok(!web.text().includes(secret))
}

function say(t: TestContext, what: string, sinceMs: number): void {
  t.diagnostic(`${what}: ${((performance.now() - sinceMs) / 1000).toFixed(1)} s`)
}
