import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { join } from 'node:path'
import { serveGit } from '../harness/git-origin.ts'
import { serveRegistry } from '../harness/npm-registry.ts'
import { serveSite } from '../harness/site.ts'

/**
 * The web as an office's proxy sees it, on ports 80 and 443 of all addresses, and its names: argv has the directory with
 * what it offers. Prints each request as a line of JSON, `ready` before the first.
 */
const [, , directory = '.'] = process.argv
const read = (name: string): Buffer => readFileSync(join(directory, name))

const SITES: Readonly<Record<string, RequestListener>> = {
  'example.com': serveSite,
  'registry.npmjs.org': serveRegistry(read('package.tgz')),
  'git.example.com': serveGit(directory),
  'pypi.org': servePython,
  'files.pythonhosted.org': serveFile,
  'deb.debian.org': serveFile,
}

const answer: RequestListener = (request, response) => {
  const { method, url, headers } = request
  process.stdout.write(`${JSON.stringify({ method, url, headers })}\n`)
  const site = SITES[headers.host ?? '']
  if (site === undefined) response.writeHead(421).end()
  else site(request, response)
}

// Who asks for any other name is told at once that there is none (RFC 1035 §4.1.1: QR, RD, RA, NXDOMAIN).
const names = createSocket('udp4', (query, from) => {
  const answer = Buffer.from(query)
  answer.writeUInt16BE(0x8183, 2)
  answer.fill(0, 6, 12)
  const question = query.indexOf(0, 12) + 5
  answer.writeUInt16BE(1, 4)
  names.send(answer.subarray(0, question), from.port, from.address)
}).bind(53, '127.0.0.1')
await once(names, 'listening')

const servers = [
  createServer(answer).listen(80),
  createTlsServer({ key: read('origin.key'), cert: read('origin.pem') }, answer).listen(443),
]
await Promise.all(
  servers.map((server) => new Promise((resolve) => server.once('listening', resolve))),
)
process.stdout.write('ready\n')

/** The index of one project (PEP 503); its file is on another host, as with the real one. */
function servePython(
  request: Parameters<RequestListener>[0],
  response: Parameters<RequestListener>[1],
): void {
  if (request.url !== '/simple/greeting-from-test/') return void response.writeHead(404).end()
  const wheel = 'greeting_from_test-1.2.3-py3-none-any.whl'
  response.setHeader('content-type', 'text/html')
  response.end(`<a href="https://files.pythonhosted.org/${wheel}">${wheel}</a>`)
}

function serveFile(
  request: Parameters<RequestListener>[0],
  response: Parameters<RequestListener>[1],
): void {
  const name = (request.url ?? '').replace(/^.*\//, '')
  try {
    response.end(read(name))
  } catch {
    response.writeHead(404).end()
  }
}
