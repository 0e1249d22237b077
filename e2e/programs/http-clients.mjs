/**
 * node http-clients.mjs CLIENT given|alone URLS CASE…
 *
 * Asks with one of the clients that Node programs use. `given`: the client is given the agent in the way
 * that its own documents tell; `alone`: it knows nothing of an agent. Prints what each case came to as
 * JSON, and then has nothing more to do: whether the process ends is for whoever started it to see.
 */
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import { connect } from 'node:net'
import { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { inspect } from 'node:util'

const [name, how, urls, ...cases] = process.argv.slice(2)
const { http: plain, https: secure, signal: signalPort } = JSON.parse(urls)
const proxy = process.env.GIVEN_PROXY
const GET = { method: 'GET' }

/** Each asks for a URL, with content if there is some, and gives status and text. */
const CLIENTS = {
  async fetch() {
    const way = await dispatching()
    return (url, asked) => fetched(fetch, url, asked, way)
  },
  async 'undici fetch'() {
    const way = await dispatching()
    const undici = await import('undici')
    return (url, asked) => fetched(undici.fetch, url, asked, way)
  },
  async 'undici request'() {
    const way = await dispatching()
    const { request } = await import('undici')
    return async (url, { method, content, signal }) => {
      const { statusCode, body } = await request(url, { ...way, method, body: content, signal })
      return { status: statusCode, text: await body.text() }
    }
  },
  async 'undici stream'() {
    const way = await dispatching()
    const { stream } = await import('undici')
    return async (url, { method, content, signal }) => {
      let status = 0
      const pieces = []
      await stream(url, { ...way, method, body: content, signal }, ({ statusCode }) => {
        status = statusCode
        return new Writable({
          write(piece, _, done) {
            pieces.push(piece)
            done()
          },
        })
      })
      return { status, text: Buffer.concat(pieces).toString() }
    }
  },
  async 'node:http'() {
    const agents = await given()
    return async (url, { method, content, signal }) => {
      const { request } = url.startsWith('https:') ? https : http
      const asking = request(url, { method, signal, ...agentFor(agents, url) })
      if (content) content.pipe(asking)
      else asking.end()
      const [response] = await once(asking, 'response')
      return { status: response.statusCode, text: await text(response) }
    }
  },
  async axios() {
    const { default: axios } = await import('axios')
    const agents = await given()
    const way = agents && { httpAgent: agents.http, httpsAgent: agents.https, proxy: false }
    return async (url, { method, content, signal }) => {
      const kept = { responseType: 'text', validateStatus: () => true }
      const { status, data } = await axios({ url, method, data: content, signal, ...kept, ...way })
      return { status, text: data }
    }
  },
  async got() {
    const { default: got } = await import('got')
    const agents = await given()
    const way = agents && { agent: agents }
    return async (url, { method, content, signal }) => {
      const kept = { retry: { limit: 0 }, throwHttpErrors: false }
      const asked = { method, ...(content && { body: content }), signal, ...kept, ...way }
      const { statusCode, body } = await got(url, asked)
      return { status: statusCode, text: body }
    }
  },
  async needle() {
    const { default: needle } = await import('needle')
    const agents = await given()
    return async (url, { method, content, signal }) => {
      const kept = { follow_max: 5, parse_response: false, signal, ...agentFor(agents, url) }
      const { statusCode, body } = await needle(method, url, content ?? null, kept)
      return { status: statusCode, text: String(body) }
    }
  },
  async 'node-fetch'() {
    const { default: nodeFetch } = await import('node-fetch')
    const agents = await given()
    const agent = agents && (({ protocol }) => agents[protocol.slice(0, -1)])
    return async (url, { method, content, signal }) => {
      const response = await nodeFetch(url, { method, body: content, signal, agent })
      return { status: response.status, text: await response.text() }
    }
  },
}

/** Each says `hello` over a WebSocket, and gives what comes back as text, with 101 for a status. */
const SOCKETS = {
  async 'WebSocket of Node'() {
    const way = await dispatching()
    return (url) => greeted(new WebSocket(url, way))
  },
  async 'WebSocket of undici'() {
    const way = await dispatching()
    const undici = await import('undici')
    return (url) => greeted(new undici.WebSocket(url, way))
  },
  async ws() {
    const { WebSocket } = await import('ws')
    const agents = await given()
    return (url) => greeted(new WebSocket(url, agentFor(agents, url.replace(/^ws/, 'http'))))
  },
}

/** What each case does with a client; `urls` are of two origins. */
const CASES = {
  'get http': (ask) => ask(plain, GET),
  'get https': (ask) => ask(secure, GET),
  'put http': (ask) => ask(`${plain}length`, put()),
  'put https': (ask) => ask(`${secure}length`, put()),
  'http to https': (ask) => ask(`${plain}elsewhere`, GET),
  'https to http': (ask) => ask(`${secure}elsewhere`, GET),
  'one after the other, http': (ask) => inTurn(ask, plain),
  'one after the other, https': (ask) => inTurn(ask, secure),
  'many http': (ask) => many(ask, plain),
  'many https': (ask) => many(ask, secure),
  'aborted http': (ask) => aborted(ask, plain),
  'aborted https': (ask) => aborted(ask, secure),
  'aborted https, may stay': (ask) => aborted(ask, secure, true),
  ws: (ask) => ask(plain.replace('http', 'ws')),
  wss: (ask) => ask(secure.replace('http', 'ws')),
}

const ask = await (CLIENTS[name] ?? SOCKETS[name])()
for (const one of cases) {
  const told = await CASES[one](ask).catch(failed)
  console.log(JSON.stringify({ case: one, ...told }))
}

async function fetched(by, url, { method, content, signal }, way) {
  const body = content && { body: Readable.toWeb(content), duplex: 'half' }
  const response = await by(url, { method, signal, ...body, ...way })
  return { status: response.status, text: await response.text() }
}

async function greeted(socket) {
  const { promise, resolve, reject } = Promise.withResolvers()
  socket.addEventListener('open', () => socket.send('hello'))
  socket.addEventListener('message', ({ data }) => resolve({ status: 101, text: data }))
  socket.addEventListener('error', ({ error, message }) => reject(error ?? new Error(message)))
  try {
    return await promise
  } finally {
    socket.close()
  }
}

/** The origin says how many connections it has had. */
async function inTurn(ask, url) {
  for (let count = 0; count < 4; count++) await ask(url, GET)
  return ask(`${url}connections`, GET)
}

async function many(ask, url) {
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask(url, GET)))
  const right = answers.filter(({ status, text }) => status === 200 && text.startsWith('hello'))
  return { status: right.length }
}

/** The signal comes from outside, from whoever sees how far it has got, and when nothing is left of it. */
async function aborted(ask, url, mayStay = false) {
  const controller = new AbortController()
  const signals = connect(signalPort, '127.0.0.1').once('data', () => controller.abort())
  try {
    return await ask(url, { method: 'GET', signal: controller.signal })
  } finally {
    if (!mayStay) await once(signals, 'end')
    signals.destroy()
  }
}

/** Everything that somebody sees who prints the error, as Node prints it, too. */
function failed(error) {
  return { error: String(error?.name), text: causes(error), shown: inspect(error, { depth: 6 }) }
}

function causes(error) {
  return error instanceof Error ? `${error.message}\n${causes(error.cause)}` : ''
}

/** 3 MiB, in pieces, more than is kept for a second time. */
function put() {
  const piece = Buffer.alloc(64 * 1024, 'x')
  return { method: 'PUT', content: Readable.from(Array(48).fill(piece)) }
}

async function given() {
  if (how !== 'given') return undefined
  const { createHttpAgents } = await import('@hopwise/agent')
  return createHttpAgents({ proxy })
}

async function dispatching() {
  if (how !== 'given') return {}
  const { createDispatcher } = await import('@hopwise/agent')
  return { dispatcher: createDispatcher({ proxy }) }
}

function agentFor(agents, url) {
  return agents && { agent: url.startsWith('https:') ? agents.https : agents.http }
}
