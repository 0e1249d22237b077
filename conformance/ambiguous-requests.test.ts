import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type Connection, dial, printed } from './wire/connection.ts'
import { parseCorpus, type Sample } from './wire/corpus.ts'
import { generatedFlaws } from './wire/generated-flaws.ts'
import { bodyLength, fieldValues, headEnd, statusOf } from './wire/message-end.ts'
import { octetsOf, type Variables } from './wire/notation.ts'
import { ScriptedOrigin } from './wire/scripted-origin.ts'
import { Stage } from './wire/stage.ts'

let stage: Stage
let origin: ScriptedOrigin

before(async () => {
  stage = await Stage.open()
  origin = await ScriptedOrigin.start()
})

after(async () => {
  await origin?.close()
  await stage?.close()
})

const corpus = new URL('corpus/ambiguous-requests.md', import.meta.url)

for (const group of parseCorpus(readFileSync(corpus, 'utf8'))) {
  describe(group.name, () => {
    for (const sample of group.samples) {
      const line = `line ${sample.line} is refused with ${sample.expected.join(' ')}`
      test(line, () => isRefused(sample, 1))
      test(`${line}, byte by byte`, () => isRefused(sample, 600))
    }
  })
}

test('the journal has one entry for each, with its fault, and none for what stood behind', async () => {
  await stage.settle()
  const written = stage.proxy.entries
    .filter(({ target }) => !/\/(?:turn\/[0-9]+|second)$/.test(String(target)))
    .map(({ fault }, i) => (faults[i]?.endsWith('*') ? faults[i] : `${fault}`))
  assert.deepEqual(
    written,
    faults.map((fault) => (fault.endsWith('*') ? fault : fault.split(' ')[2])),
  )
})

/** What the journal must say, in order. */
const faults: string[] = []

async function isRefused(sample: Sample, pieces: number): Promise<void> {
  const [status, fault = '', how] = sample.expected
  faults.push(`line ${sample.line}: ${fault}`)
  const variables = stage.variables(origin)
  const connectionsBefore = origin.connections.length
  const client = await dial(stage.proxy.port)
  try {
    // In one go: a second request that could be taken for part of the first, or for its successor.
    const second = octetsOf(SECOND, variables)
    const octets = octetsOf(sample.block, variables) + second
    await client.send(octets, Math.min(pieces, octets.length))
    const head = await ownResponse(client, variables)
    const isClosing = fieldValues(head, 'Connection').join().toLowerCase() === 'close'
    assert.equal(statusOf(head), Number(status), printed(head))
    if (how !== undefined) assert.ok(isClosing, `the connection must close: ${printed(head)}`)
    if (isClosing) await isOver(client)
    else await isInStep(client)
    await stage.turn()
    if (how !== 'body') {
      const more = origin.connections.length - connectionsBefore
      assert.equal(more, isClosing ? 0 : 1, `connections at the origin: ${origin.describe()}`)
    }
    assert.ok(!/second|smuggled/.test(origin.unread), `processed: ${printed(origin.unread)}`)
    assert.ok(!origin.unread.endsWith('\r\n0\r\n\r\n'), 'the broken body was completed')
  } finally {
    client.close()
    for (const connection of origin.connections.splice(0)) connection.close()
  }
}

/** Takes the response, checks what every response of ours must have, returns its head. */
async function ownResponse(client: Connection, variables: Variables): Promise<string> {
  const end = await client.until('a response head', () => headEnd(client.unread) ?? gone(client))
  const head = client.unread.slice(0, end)
  const length = await client.until('its body', () =>
    bodyLength(head, client.unread.slice(end), client.ended !== 'open'),
  )
  const isClosing = /\r\nConnection: close\r\n/i.test(head)
  assert.deepEqual(generatedFlaws(client.take(end + length), variables, isClosing), [])
  return head
}

function gone(client: Connection): undefined {
  if (client.ended !== 'open') throw new Error(`it was ${client.ended} without a response`)
  return undefined
}

async function isOver(client: Connection): Promise<void> {
  assert.equal(await client.untilEnd(), 'closed')
  assert.equal(printed(client.unread), printed(''), 'something came after the refusal')
}

/** The second request was a request of its own, and was served as one. */
async function isInStep(client: Connection): Promise<void> {
  const asked = await origin.until('the second request', () =>
    origin.connections.find((one) => /^GET \/second HTTP\/1.1\r\n/.test(one.unread)),
  )
  asked.take(asked.unread.length)
  await asked.send('HTTP/1.1 200 Second\r\nContent-Length: 0\r\n\r\n')
  await client.until('its response', () => headEnd(client.unread))
  assert.match(client.unread, /^HTTP\/1\.1 200 Second\r\n/)
}

const SECOND = `GET http://{origin}/second HTTP/1.1
Host: {origin}
Proxy-Authorization: {basic}

`
