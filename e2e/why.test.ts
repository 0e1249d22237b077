import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Entry } from '@hopwise/journal'
import { missing } from './harness/missing.ts'
import { startOrigin } from './harness/origin.ts'
import { environment, run } from './harness/run-program.ts'
import { type Scope, wholeFile } from './harness/scope.ts'
import { hopwise } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, writeHtpasswd } from './harness/users.ts'

const skip = missing('curl', 'openssl')
const dir = await tempDir(wholeFile)
const origin = await startOrigin(wholeFile)
const config = join(dir, 'hopwise.yaml')
await writeFile(
  config,
  `data: data
listeners: [{ listen: 127.0.0.1:0 }]
authentication: { default: { realm: Staff, stores: [staff] } }
stores: { staff: { kind: htpasswd, file: ${await writeHtpasswd(dir)} } }
policy:
  timeZone: Europe/Berlin
  rules:
    - { name: soon, effect: deny, reportOnly: true, methods: [HEAD] }
    - { name: no games, effect: deny, destinations: [.games.example], reason: no games }
    - { name: read only, effect: deny, methods: [POST] }
    - { name: lab, effect: allow, destinations: ['127.0.0.1:${origin.port}'], allowPrivate: true }
`,
)
const proxy = await serve(wholeFile)

const HERE = `http://127.0.0.1:${origin.port}/`
const cases: readonly [what: string, curl: readonly string[], to: string, method: string][] = [
  ['a request that a rule opens', [], HERE, 'GET'],
  ['a request that a rule reports', ['--head'], HERE, 'HEAD'],
  ['a request that a rule refuses', ['--data', 'x'], HERE, 'POST'],
  ['a name that a rule refuses', [], 'http://GAMES.example./', 'GET'],
  ['a tunnel that a rule refuses', [], 'https://www.games.example/', 'CONNECT'],
  ['an address that the guard closes', [], 'http://127.0.0.2/', 'GET'],
]
for (const [what, options, to, method] of cases) {
  test(`${what} gets what hopwise why says`, { skip }, async () => {
    const seen = await run('curl', [
      ...['--silent', '--verbose', '--proxy', proxy.url],
      ...['--proxy-user', `${ALICE.user}:${ALICE.password}`, ...options, to],
    ])
    const entry = await proxy.entry()
    const [file, args] = hopwise(
      ...[
        'why',
        '--config',
        config,
        '--user',
        ALICE.user,
        '--to',
        to,
        '--method',
        method,
        '--json',
      ],
    )
    const why = await run(file, args)
    const { withCredentials: told } = JSON.parse(why.stdout)
    assert.deepEqual(comparable(told.entry), comparable(entry))
    assert.equal(why.code, entry.fault === undefined ? 0 : 1, why.stderr)
    if (told.answer !== undefined) {
      assert.match(seen.stderr, new RegExp(`^< HTTP/1\\.1 ${told.status} `, 'm'))
      assert.equal(proxyStatus(`\n${seen.stderr}`, '< '), proxyStatus(told.answer, ''))
    }
  })
}

test('a first request is asked for what hopwise why says', { skip }, async () => {
  const seen = await run('curl', ['--silent', '--verbose', '--proxy', proxy.url, HERE])
  const entry = await proxy.entry()
  const [file, args] = hopwise('why', '--config', config, '--to', HERE, '--json')
  const { withoutCredentials: told } = JSON.parse((await run(file, args)).stdout)
  assert.deepEqual(comparable(told.entry), comparable(entry))
  const challenge = /^Proxy-Authenticate: (.*)\r$/m.exec(told.answer)?.[1]
  assert.equal(/^< Proxy-Authenticate: (.*?)\r?$/m.exec(seen.stderr)?.[1], challenge)
})

interface Serving {
  readonly url: string
  /** The next that is printed. */
  entry(): Promise<Entry>
}

async function serve(scope: Scope): Promise<Serving> {
  const [file, args] = hopwise('serve', '--config', config)
  const child = spawn(file, args, {
    env: environment({ HOME: dir }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  scope.after(async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'close')
  })
  const lines = linesOf(child.stdout)
  let said = ''
  child.stderr.setEncoding('utf8')
  for await (const piece of child.stderr.iterator({ destroyOnReturn: false })) {
    said += piece
    const url = /^listening on (http:\S+)$/m.exec(said)?.[1]
    if (url === undefined) continue
    child.stderr.resume()
    return { url, entry: async () => JSON.parse((await lines.next()).value ?? '') }
  }
  throw new Error(`the proxy ended before it listened:\n${said}`)
}

async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string, undefined> {
  let rest = ''
  for await (const piece of stream) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

/** Without the name, which is another one in each proxy. */
function proxyStatus(text: string, mark: string): string | undefined {
  return new RegExp(`^${mark}Proxy-Status: [^;]*(.*?)\\r?$`, 'm').exec(text)?.[1]
}

/** Without what only happens: id, time, counts, the program that asked and what the origin said. */
function comparable(entry: Entry): object {
  const { exchange, time, phases, bytes, reused, receivedStatus, userAgent, ...rest } = entry
  return rest
}
