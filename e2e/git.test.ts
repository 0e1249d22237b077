import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertJournal, CHALLENGED, REJECTED, relayed, tunnelled } from './harness/client-cases.ts'
import { ISOLATED, makeRepository, serveGit } from './harness/git-origin.ts'
import { missing } from './harness/missing.ts'
import { assertNoCredentials } from './harness/no-credentials.ts'
import { startOrigin } from './harness/origin.ts'
import { type Ran, run } from './harness/run-program.ts'
import { scopeOf, wholeFile } from './harness/scope.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, type Credentials, userinfo, WRONG, ZOE } from './harness/users.ts'

const skip = missing('git', 'openssl')
const { proxy, certificates } = await startSurroundings()
const repositories = await tempDir(wholeFile)
if (!skip) await makeRepository(repositories)

interface CloneCase {
  readonly name: string
  readonly origin: 'http' | 'https'
  readonly credentials?: Credentials
  readonly says: RegExp
  readonly journal: readonly string[]
}

const cases: readonly CloneCase[] = [
  {
    name: 'git clone without credentials names the 407',
    origin: 'http',
    // Challenged twice: git looks for an answer in its credential helpers and asks once more.
    says: /407|could not read Username/,
    journal: [CHALLENGED],
  },
  {
    name: 'git clone with a wrong password is challenged, then refused',
    origin: 'http',
    credentials: WRONG,
    says: /407|Proxy Authentication|could not read/,
    journal: [CHALLENGED, REJECTED],
  },
  {
    // git asks libcurl for any scheme, so it waits for the challenge; then what the server has, its
    // references and the pack, each asked for with credentials.
    name: 'git clone over http is challenged once, then clones',
    origin: 'http',
    credentials: ALICE,
    says: /Cloning into/,
    journal: [CHALLENGED, relayed(), relayed(), relayed()],
  },
  {
    name: 'git clone takes a password with delimiters and UTF-8',
    origin: 'http',
    credentials: ZOE,
    says: /Cloning into/,
    journal: [CHALLENGED, relayed(ZOE), relayed(ZOE), relayed(ZOE)],
  },
  {
    name: 'git clone over https without credentials names the 407 that CONNECT got',
    origin: 'https',
    says: /407/,
    journal: [CHALLENGED],
  },
  {
    name: 'git clone over https with a wrong password is challenged, then refused',
    origin: 'https',
    credentials: WRONG,
    says: /407/,
    journal: [CHALLENGED, REJECTED],
  },
  {
    name: 'git clone over https is challenged once, then clones through one tunnel',
    origin: 'https',
    credentials: ALICE,
    says: /Cloning into/,
    journal: [CHALLENGED, tunnelled()],
  },
]

for (const row of cases) {
  test(row.name, { skip }, async (t) => {
    const scope = scopeOf(t)
    const tls = row.origin === 'https' ? certificates : undefined
    const origin = await startOrigin(scope, serveGit(repositories), tls)
    const into = join(await tempDir(scope), 'clone')
    const ran = await clone(`${origin.url}/project.git`, into, row.credentials)
    const clones = row.journal.length > 0 && !row.journal.at(-1)?.includes('407')
    assert.match(ran.stderr, row.says)
    assert.equal(ran.code, clones ? 0 : 128, ran.stderr)
    await assertJournal(proxy, origin.port, row.journal)
    if (clones) assert.equal(await headOf(into), await headOf(join(repositories, 'project.git')))
    else assert.equal(origin.received(), '')
    assertNoCredentials(origin)
  })
}

function clone(url: string, into: string, credentials: Credentials | undefined): Promise<Ran> {
  const address = `http://${credentials ? userinfo(credentials) : ''}${proxy.authority}`
  const settings = ['-c', `http.proxy=${address}`, '-c', `http.sslCAInfo=${certificates.authority}`]
  return run('git', [...settings, 'clone', url, into], { env: ISOLATED })
}

async function headOf(repository: string): Promise<string> {
  const ran = await run('git', ['-C', repository, 'rev-parse', 'HEAD'], { env: ISOLATED })
  assert.match(ran.stdout, /^[0-9a-f]{40}\n$/)
  return ran.stdout
}
