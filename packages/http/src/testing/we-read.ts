import { bodyReader } from '../body-reader.ts'
import { type Framed, requestFraming, responseFraming } from '../framing.ts'
import { readRequestHead } from '../request-head.ts'
import { readResponseHead } from '../response-head.ts'
import { parseTarget } from '../target.ts'
import type { Reading } from './llhttp.ts'
import { readBody } from './read-body.ts'
import { octets } from './reads-to.ts'

/** Reads with our codec, from the first octet to the end of the content. */
export function weRead(kind: 'request' | 'response', message: string): Reading {
  const bytes = octets(message)
  const head = kind === 'request' ? requestAt(bytes) : responseAt(bytes)
  if (typeof head === 'string') return head
  if (head.framed.kind === 'malformed') return 'refused'
  const body = readBody(bodyReader(head.framed.framing), [bytes.subarray(head.rest)])
  if (body.end === 'done') return 'whole'
  return body.end === 'need-more' ? 'open' : 'refused'
}

interface Head {
  readonly framed: Framed
  readonly rest: number
}

function requestAt(bytes: Uint8Array): Head | Reading {
  const read = readRequestHead(bytes, 0)
  if (read.kind !== 'done') return read.kind === 'malformed' ? 'refused' : 'open'
  const { method, target } = read.value
  if (parseTarget(method, target).form === 'malformed') return 'refused'
  return { framed: requestFraming(read.value), rest: read.rest }
}

function responseAt(bytes: Uint8Array): Head | Reading {
  const read = readResponseHead(bytes, 0)
  if (read.kind !== 'done') return read.kind === 'malformed' ? 'refused' : 'open'
  return { framed: responseFraming('GET', read.value), rest: read.rest }
}
