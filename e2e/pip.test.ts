import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { assertJournal, CHALLENGED, REJECTED, relayed, tunnelled } from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { startOrigin } from './harness/origin.ts'
import { findPython } from './harness/python.ts'
import { run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, MAX, userinfo, WRONG, ZOE } from './harness/users.ts'

const python = await findPython('pip', 'ssl')
const skip = python.skip || missing('openssl')
const { proxy, certificates } = await startSurroundings()
const WHEEL = 'greeting_from_test-1.2.3-py3-none-any.whl'
const wheel = await makeWheel()

interface InstallCase {
  readonly name: string
  readonly origin: 'http' | 'https'
  readonly credentials?: Credentials
  readonly code: number
  readonly says: RegExp
  readonly journal: readonly string[]
}

const cases: readonly InstallCase[] = [
  {
    name: 'pip without credentials says that it found no version, and why when asked to be verbose',
    origin: 'http',
    code: 1,
    says: /407 Client Error: Proxy Authentication Required[\s\S]*No matching distribution found/,
    journal: [CHALLENGED],
  },
  {
    name: 'pip with a wrong password is refused',
    origin: 'http',
    credentials: WRONG,
    code: 1,
    says: /407 Client Error: Proxy Authentication Required/,
    journal: [REJECTED],
  },
  {
    name: 'pip with the right password reads the index and installs the wheel',
    origin: 'http',
    credentials: ALICE,
    code: 0,
    says: /Successfully installed greeting-from-test-1\.2\.3/,
    journal: [relayed(), relayed()],
  },
  {
    name: 'pip sends a password with delimiters',
    origin: 'http',
    credentials: MAX,
    code: 0,
    says: /Successfully installed/,
    journal: [relayed(MAX), relayed(MAX)],
  },
  {
    // requests encodes user-pass in ISO-8859-1, whatever charset the challenge names (RFC 7617 §2.1).
    name: 'pip sends a letter beyond ASCII in Latin-1 and is understood',
    origin: 'http',
    credentials: ZOE,
    code: 0,
    says: /Successfully installed/,
    journal: [relayed(ZOE), relayed(ZOE)],
  },
  {
    name: 'pip https without credentials names the 407 that CONNECT got',
    origin: 'https',
    code: 1,
    says: /Tunnel connection failed: 407 Proxy Authentication Required/,
    journal: [CHALLENGED],
  },
  {
    name: 'pip https with the right password installs through the tunnel',
    origin: 'https',
    credentials: ALICE,
    code: 0,
    says: /Successfully installed greeting-from-test-1\.2\.3/,
    journal: [tunnelled()],
  },
]

for (const row of cases) {
  test(row.name, { skip }, async (t) => {
    const scope = scopeOf(t)
    const tls = row.origin === 'https' ? certificates : undefined
    const origin = await startOrigin(scope, serveIndex, tls)
    const target = await tempDir(scope)
    const ran = await pip(`${origin.url}/simple/`, target, row.credentials)
    assert.match(`${ran.stdout}${ran.stderr}`, row.says)
    assert.equal(ran.code, row.code, ran.stderr)
    await assertJournal(proxy, origin.port, row.journal)
    if (row.code === 0) {
      const module = await readFile(join(target, 'greeting_from_test.py'), 'utf8')
      assert.match(module, /hello from a wheel/)
    }
    assertNoCredentials(origin)
  })
}

function pip(
  index: string,
  target: string,
  credentials: Credentials | undefined,
): ReturnType<typeof run> {
  const address = `http://${credentials ? userinfo(credentials) : ''}${proxy.authority}`
  const quiet = [
    '--isolated',
    '--disable-pip-version-check',
    '--no-cache-dir',
    '--retries',
    '0',
    '-vvv',
  ]
  const where = [
    '--proxy',
    address,
    '--cert',
    certificates.authority,
    '--trusted-host',
    '127.0.0.1',
  ]
  const install = ['install', '--index-url', index, '--no-deps', '--target', target]
  const what = 'greeting-from-test'
  return run(python.executable, ['-m', 'pip', ...quiet, ...where, ...install, what], {
    env: { HOME: target, PIP_CONFIG_FILE: '/dev/null' },
  })
}

/** PEP 503: a page per project that links its files. */
const serveIndex: RequestListener = (request, response) => {
  if (request.url === '/simple/greeting-from-test/') {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><a href="/files/${WHEEL}">${WHEEL}</a>`)
  } else if (request.url === `/files/${WHEEL}`) response.end(wheel)
  else response.writeHead(404).end()
}

async function makeWheel(): Promise<Buffer | undefined> {
  if (skip) return undefined
  const dir = await tempDir(wholeFile)
  const program = fileURLToPath(new URL('programs/make_wheel.py', import.meta.url))
  const ran = await run(python.executable, [program, dir])
  assert.equal(ran.code, 0, ran.stderr)
  return readFile(join(dir, WHEEL))
}
