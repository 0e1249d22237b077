import assert from 'node:assert/strict'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { missing } from './harness/missing.ts'
import { run } from './harness/run-program.ts'
import { type Scope, scopeOf } from './harness/scope.ts'
import { ROOT } from './harness/start-proxy.ts'
import { tempDir } from './harness/temp-dir.ts'

// NO_PROXY has no standard: what curl and Go do is what they do, so they are asked. The same cases are
// those of packages/agent/src/core/no-proxy.test.ts.

interface Vector {
  readonly name: string
  readonly noProxy: string
  readonly host: string
  readonly port: number
  readonly curl: boolean
  /** Where it is another: of the curls that compare IPv6 addresses as text. */
  readonly curlBefore8_18?: boolean
  readonly go: boolean
}

const VECTORS = join(ROOT, 'packages/agent/vectors/no-proxy.json')
const CASES = JSON.parse(await readFile(VECTORS, 'utf8')) as readonly Vector[]

test('curl reads NO_PROXY as the dialect does', { skip: missing('curl') }, async (t) => {
  const port = await startTeller(scopeOf(t))
  const isOld = await isCurlBefore(8, 18)
  for (const vector of CASES) {
    const { name, noProxy, curl, curlBefore8_18 = curl } = vector
    // Whatever curl connects to is the teller: as the proxy, or in the place of the origin.
    const args = ['-q', '-sS', '-w', ' %{http_connect}', '--connect-to', `::127.0.0.1:${port}`]
    const env = { http_proxy: `http://127.0.0.1:${port}`, no_proxy: noProxy }
    const { stdout, stderr } = await run('curl', [...args, urlOf(vector)], { env })
    assert.match(stdout, /^direct|^proxy| 502$/, `${name}: ${stderr}`)
    assert.equal(stdout.startsWith('direct'), isOld ? curlBefore8_18 : curl, name)
  }
})

test('Go reads NO_PROXY as the dialect does', { skip: missing('go') }, async (t) => {
  const scope = scopeOf(t)
  const program = await buildGo(scope, join(ROOT, 'e2e/programs/no-proxy.go'))
  const questions = CASES.map((vector) => ({ NoProxy: vector.noProxy, Url: urlOf(vector) }))
  const { stdout, stderr } = await run(program, [], { input: JSON.stringify(questions) })
  assert.notEqual(stdout, '', stderr)
  const answers = JSON.parse(stdout) as readonly boolean[]
  const wrong = CASES.filter(({ go }, i) => answers[i] !== go).map(({ name }) => name)
  assert.deepEqual([answers.length, wrong], [CASES.length, []])
})

function urlOf({ host, port }: Vector): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}

/** Says whether it was asked as a proxy or as an origin. A tunnel is asked of a proxy. */
async function startTeller(scope: Scope): Promise<number> {
  const server = createServer(({ url }, response) =>
    response.end(url?.startsWith('/') ? 'direct' : 'proxy'),
  )
  server.on('connect', (_request, socket) => {
    socket.end('HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  scope.after(() => server.close())
  return (server.address() as AddressInfo).port
}

async function isCurlBefore(major: number, minor: number): Promise<boolean> {
  const { stdout } = await run('curl', ['--version'])
  const [, x = '0', y = '0'] = /^curl (\d+)\.(\d+)/.exec(stdout) ?? []
  return Number(x) < major || (Number(x) === major && Number(y) < minor)
}

/** With the httpproxy that Go itself is built with: nothing is fetched. */
async function buildGo(scope: Scope, source: string): Promise<string> {
  const dir = await tempDir(scope)
  const { stdout } = await run('go', ['env', 'GOROOT'], { env: { HOME: dir } })
  const path = join(dir, 'path')
  await mkdir(join(path, 'src/golang.org'), { recursive: true })
  await symlink(join(stdout.trim(), 'src/vendor/golang.org/x'), join(path, 'src/golang.org/x'))
  const program = join(dir, 'no-proxy')
  const env = { HOME: dir, GOPATH: path, GO111MODULE: 'off', GOPROXY: 'off', GOTOOLCHAIN: 'local' }
  const built = await run('go', ['build', '-o', program, source], { env, limitMs: 120_000 })
  assert.equal(built.code, 0, built.stderr)
  return program
}
