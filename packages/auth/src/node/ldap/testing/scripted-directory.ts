import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'
import { BerReader, BerWriter, BindRequest, ProtocolOperation, SearchRequest } from 'ldapts'
import type { DirectoryAddress } from '../connect-directory.ts'

/** What a client asks. */
export type Asked =
  | { readonly kind: 'bind'; readonly dn: string; readonly password: string }
  | {
      readonly kind: 'search'
      readonly base: string
      readonly filter: string
      readonly scope: string
    }

export type Reply =
  | { readonly code: number; readonly text?: string; readonly entries?: readonly ReplyEntry[] }
  | 'silence'
  | 'hang-up'

export interface ReplyEntry {
  readonly dn: string
  readonly attributes: { readonly [name: string]: readonly string[] }
}

export interface ScriptedDirectory {
  readonly address: DirectoryAddress
  readonly asked: readonly Asked[]
  /** Connections so far. */
  readonly accepted: number
  /** Ends all connections, and listens on. */
  hangUp(): void
  stop(): Promise<void>
}

/** A directory that says what a test wants it to say: what no real one would, and no answer at all. */
export async function startDirectory(
  t: TestContext,
  reply: (asked: Asked, number: number) => Reply,
): Promise<ScriptedDirectory> {
  const asked: Asked[] = []
  const sockets = new Set<Socket>()
  let accepted = 0
  const server = createServer((socket) => {
    accepted++
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', (octets) => {
      // Clients of ours ask one question at a time, and small ones.
      const request = read(octets)
      if (request === undefined) return
      asked.push(request.asked)
      const answer = reply(request.asked, asked.length)
      if (answer === 'hang-up') socket.destroy()
      else if (answer !== 'silence') socket.write(written(request, answer))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  const stop = async () => {
    hangUp()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  t.after(stop)
  const { port } = server.address() as AddressInfo
  return {
    address: {
      url: `ldap://127.0.0.1:${port}`,
      host: '127.0.0.1',
      port,
      security: 'plain',
    },
    asked,
    get accepted() {
      return accepted
    },
    hangUp,
    stop,
  }
}

interface Request {
  readonly messageId: number
  readonly asked: Asked
}

function read(octets: Buffer): Request | undefined {
  const reader = new BerReader(octets)
  reader.readSequence()
  const messageId = reader.readInt() ?? 0
  switch (reader.readSequence()) {
    case ProtocolOperation.LDAP_REQ_BIND: {
      const request = new BindRequest({ messageId })
      request.parse(reader, [])
      return { messageId, asked: { kind: 'bind', dn: request.dn, password: request.password } }
    }
    case ProtocolOperation.LDAP_REQ_SEARCH: {
      const request = new SearchRequest({ messageId } as never)
      request.parse(reader, [])
      const { baseDN: base, filter, scope } = request
      return { messageId, asked: { kind: 'search', base, filter: filter.toString(), scope } }
    }
    default:
      return undefined
  }
}

function written({ messageId, asked }: Request, reply: Exclude<Reply, string>): Buffer {
  const { code, text = '', entries = [] } = reply
  const end = asked.kind === 'bind' ? BIND_RESPONSE : SEARCH_DONE
  const result = message(messageId, end, (writer) => {
    writer.writeEnumeration(code)
    writer.writeString('')
    writer.writeString(text)
  })
  return Buffer.concat([...entries.map((entry) => entryMessage(messageId, entry)), result])
}

function entryMessage(messageId: number, { dn, attributes }: ReplyEntry): Buffer {
  return message(messageId, ProtocolOperation.LDAP_RES_SEARCH_ENTRY, (writer) => {
    writer.writeString(dn)
    writer.startSequence()
    for (const [name, values] of Object.entries(attributes)) {
      writer.startSequence()
      writer.writeString(name)
      writer.startSequence(ProtocolOperation.LBER_SET)
      for (const value of values) writer.writeString(value)
      writer.endSequence()
      writer.endSequence()
    }
    writer.endSequence()
  })
}

/** One LDAP message (RFC 4511 §4.1.1). */
export function message(
  messageId: number,
  operation: number,
  content: (writer: BerWriter) => void,
): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(messageId)
  writer.startSequence(operation)
  content(writer)
  writer.endSequence()
  writer.endSequence()
  return writer.buffer
}

const BIND_RESPONSE = ProtocolOperation.LDAP_RES_BIND
const SEARCH_DONE = ProtocolOperation.LDAP_RES_SEARCH
