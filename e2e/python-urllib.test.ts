import { fileURLToPath } from 'node:url'
import {
  CHALLENGED,
  type Fetch,
  REJECTED,
  relayed,
  testCases,
  tunnelled,
} from './harness/client-cases.ts'
import { missing } from './harness/missing.ts'
import { findPython } from './harness/python.ts'
import { run } from './harness/run-program.ts'
import { startSurroundings } from './harness/surroundings.ts'
import { ALICE, userinfo, WRONG, ZOE } from './harness/users.ts'

const python = await findPython('ssl')
const skip = python.skip || missing('openssl')
const { proxy, certificates } = await startSurroundings()
const program = fileURLToPath(new URL('programs/fetch_with_urllib.py', import.meta.url))
const hello = /^hello from the origin$/m

testCases({ fetch: urllib(), skip, proxy, certificates }, [
  {
    name: 'urllib without credentials raises HTTPError 407, with the proxy’s one plain line as its body',
    origin: 'http',
    sees: { code: 1, says: /^HTTPError 407 Proxy Authentication Required: [^<\n]+\n*$/ },
    journal: [CHALLENGED],
  },
  {
    name: 'urllib with a wrong password raises HTTPError 407',
    origin: 'http',
    credentials: WRONG,
    sees: { code: 1, says: /^HTTPError 407 / },
    journal: [REJECTED],
  },
  {
    name: 'urllib with the right password in the proxy’s address gets the page',
    origin: 'http',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [relayed()],
  },
  {
    name: 'urllib sends a password with delimiters and UTF-8',
    origin: 'http',
    credentials: ZOE,
    sees: { code: 0, says: hello },
    journal: [relayed(ZOE)],
  },
  {
    name: 'urllib https without credentials names the 407 that CONNECT got',
    origin: 'https',
    sees: { code: 1, says: /Tunnel connection failed: 407 Proxy Authentication Required/ },
    journal: [CHALLENGED],
  },
  {
    name: 'urllib https with a wrong password names it too',
    origin: 'https',
    credentials: WRONG,
    sees: { code: 1, says: /Tunnel connection failed: 407 Proxy Authentication Required/ },
    journal: [REJECTED],
  },
  {
    name: 'urllib https with the right password goes through the tunnel',
    origin: 'https',
    credentials: ALICE,
    sees: { code: 0, says: hello },
    journal: [tunnelled()],
  },
])

function urllib(): Fetch {
  return (url, credentials) => {
    const address = `http://${credentials ? userinfo(credentials) : ''}${proxy.authority}`
    return run(python.executable, [program, url, address], {
      env: { SSL_CERT_FILE: certificates.authority },
    })
  }
}
