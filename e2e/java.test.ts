import assert from 'node:assert/strict'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CHALLENGED,
  type ClientCase,
  type Fetch,
  REJECTED,
  relayed,
  testCases,
  tunnelled,
} from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { run } from './harness/run-program.ts'
import { wholeFile } from './harness/scope.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { tempDir } from './harness/temp-dir.ts'
import { ALICE, MAX, WRONG, ZOE } from './harness/users.ts'

const skip = missing('java', 'javac', 'keytool', 'openssl')
const { proxy, certificates } = await startSurroundings()
const dir = await tempDir(wholeFile)
const STORE_PASSWORD = 'changeit'
if (!skip) await Promise.all([compile(), trustAuthority()])

// Since JDK 8u111 Basic is not used for CONNECT unless this list is emptied.
const BASIC_FOR_TUNNELS = '-Djdk.http.auth.tunneling.disabledSchemes='

testCases({ fetch: java('FetchWithHttpClient'), skip, proxy, certificates }, [
  ...common('HttpClient'),
  {
    name: 'HttpClient with a wrong password gives up after three more attempts',
    origin: 'http',
    credentials: WRONG,
    sees: { code: 1, says: /IOException: too many authentication attempts\. Limit: 3/ },
    journal: [CHALLENGED, REJECTED, REJECTED, REJECTED, REJECTED],
  },
  {
    name: 'HttpClient https without credentials is given the 407',
    origin: 'https',
    sees: { code: 0, says: /^407 / },
    journal: [CHALLENGED],
  },
  {
    name: 'HttpClient https, Basic being off for tunnels, never sends the password it has',
    origin: 'https',
    credentials: ALICE,
    sees: { code: 0, says: /^407 / },
    journal: [CHALLENGED],
  },
  {
    name: 'HttpClient https, Basic being on for tunnels, is challenged and goes through',
    origin: 'https',
    credentials: ALICE,
    fetch: java('FetchWithHttpClient', BASIC_FOR_TUNNELS),
    sees: { code: 0, says: /^200 hello from the origin$/m },
    journal: [CHALLENGED, tunnelled()],
  },
])

testCases({ fetch: java('FetchWithUrlConnection'), skip, proxy, certificates }, [
  ...common('HttpURLConnection'),
  {
    // It asks its Authenticator again after every refusal, until http.maxRedirects (20) exchanges.
    name: 'HttpURLConnection with a wrong password repeats it nineteen times, then throws',
    origin: 'http',
    credentials: WRONG,
    sees: { code: 0, says: /^407 / },
    journal: [CHALLENGED, ...Array<string>(19).fill(REJECTED)],
  },
  {
    name: 'HttpURLConnection https without credentials is given the 407 and no body',
    origin: 'https',
    sees: { code: 0, says: /^407 without a body$/m },
    journal: [CHALLENGED],
  },
  {
    name: 'HttpURLConnection https, Basic being on for tunnels, is challenged and goes through',
    origin: 'https',
    credentials: ALICE,
    fetch: java('FetchWithUrlConnection', BASIC_FOR_TUNNELS),
    sees: { code: 0, says: /^200 hello from the origin$/m },
    journal: [CHALLENGED, tunnelled()],
  },
])

/** What both of Java's clients do alike. */
function common(name: string): readonly ClientCase[] {
  return [
    {
      name: `${name} without credentials is given the 407`,
      origin: 'http',
      sees: { code: 0, says: /^407 / },
      journal: [CHALLENGED],
    },
    {
      name: `${name} with the right password is challenged once, then gets the page`,
      origin: 'http',
      credentials: ALICE,
      sees: { code: 0, says: /^200 hello from the origin$/m },
      journal: [CHALLENGED, relayed()],
    },
    {
      name: `${name} sends a password with delimiters`,
      origin: 'http',
      credentials: MAX,
      sees: { code: 0, says: /^200 hello from the origin$/m },
      journal: [CHALLENGED, relayed(MAX)],
    },
    {
      name: `${name} sends a password with UTF-8, as the challenge names that charset`,
      origin: 'http',
      credentials: ZOE,
      sees: { code: 0, says: /^200 hello from the origin$/m },
      journal: [CHALLENGED, relayed(ZOE)],
    },
  ]
}

function java(program: string, ...properties: readonly string[]): Fetch {
  const store = '-Djavax.net.ssl.trustStore'
  const trust = [`${store}=${join(dir, 'trust.p12')}`, `${store}Password=${STORE_PASSWORD}`]
  // A short program on a small machine: less to compile, less to start.
  const small = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx128m']
  return (url, credentials) => {
    const who = credentials ? [credentials.user, credentials.password] : []
    const fixed = [...small, '-cp', dir, ...trust, ...properties, program]
    return run('java', [...fixed, url, String(proxy.port), ...who])
  }
}

async function compile(): Promise<void> {
  const programs = ['FetchWithHttpClient', 'FetchWithUrlConnection'].map((name) =>
    fileURLToPath(new URL(`programs/${name}.java`, import.meta.url)),
  )
  const ran = await run('javac', ['-d', dir, ...programs], { limitMs: 60_000 })
  assert.equal(ran.code, 0, ran.stderr)
}

async function trustAuthority(): Promise<void> {
  const store = [
    '-keystore',
    join(dir, 'trust.p12'),
    '-storetype',
    'PKCS12',
    '-storepass',
    STORE_PASSWORD,
  ]
  const what = ['-importcert', '-noprompt', '-alias', 'test', '-file', certificates.authority]
  const ran = await run('keytool', [...what, ...store], { limitMs: 60_000 })
  assert.equal(ran.code, 0, ran.stderr)
}
