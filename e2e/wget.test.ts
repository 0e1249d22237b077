import {
  CHALLENGED,
  type Fetch,
  REJECTED,
  relayed,
  testCases,
  tunnelled,
} from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { run } from './harness/run-program.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { ALICE, WRONG, ZOE } from './harness/users.ts'

const skip = missing('wget', 'openssl')
const { proxy, certificates } = await startSurroundings()
const hello = /^hello from the origin$/m

testCases({ fetch: wget(), skip, proxy, certificates }, [
  {
    name: 'wget without credentials ends with 8 and names the status',
    origin: 'http',
    sees: { code: 8, says: /ERROR 407: Proxy Authentication Required/ },
    journal: [CHALLENGED],
  },
  {
    name: 'wget with a wrong password is refused once',
    origin: 'http',
    credentials: WRONG,
    sees: { code: 8, says: /ERROR 407: Proxy Authentication Required/ },
    journal: [REJECTED],
  },
  {
    name: 'wget with the right password gets the page',
    origin: 'http',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [relayed()],
  },
  {
    name: 'wget sends a password with delimiters and UTF-8',
    origin: 'http',
    credentials: ZOE,
    sees: { code: 0, says: hello },
    journal: [relayed(ZOE)],
  },
  {
    name: 'wget https without credentials says that tunnelling failed, and why',
    origin: 'https',
    sees: { code: 4, says: /Proxy tunneling failed: Proxy Authentication Required/ },
    journal: [CHALLENGED],
  },
  {
    name: 'wget https with a wrong password says the same',
    origin: 'https',
    credentials: WRONG,
    sees: { code: 4, says: /Proxy tunneling failed: Proxy Authentication Required/ },
    journal: [REJECTED],
  },
  {
    name: 'wget https with the right password goes through the tunnel',
    origin: 'https',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
  {
    name: 'wget --content-on-error prints the proxy’s explanation',
    origin: 'http',
    fetch: wget('--content-on-error'),
    sees: { code: 8, says: /^[^<\n]*CREDENTIALS_MISSING[^<\n]*\n/ },
    journal: [CHALLENGED],
  },
])

function wget(...options: readonly string[]): Fetch {
  return (url, credentials) => {
    const { user, password } = credentials ?? {}
    const auth = user ? [`--proxy-user=${user}`, `--proxy-password=${password}`] : []
    const fixed = ['--no-config', '--no-hsts', '--tries=1', '-O', '-']
    const trust = `--ca-certificate=${certificates.authority}`
    return run('wget', [...fixed, trust, ...auth, ...options, url], {
      env: { http_proxy: proxy.url, https_proxy: proxy.url },
    })
  }
}
