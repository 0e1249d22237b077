import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { dial } from './wire/connection.ts'
import { bodyLength, fieldValues, headEnd, statusOf } from './wire/message-end.ts'
import { Stage } from './wire/stage.ts'

// What is in the body of an error of ours, by `Accept` (RFC 9110 §12.5.1): a page for people, RFC 9457
// for programs, one plain line for everybody else.

let stage: Stage

before(async () => {
  stage = await Stage.open()
})

after(() => stage?.close())

interface Response {
  readonly head: string
  readonly body: string
}

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

const KINDS: readonly (readonly [accept: string | undefined, kind: Kind])[] = [
  [undefined, 'text/plain'],
  ['*/*', 'text/plain'],
  ['text/html', 'text/html'],
  [BROWSER, 'text/html'],
  ['TEXT/HTML', 'text/html'],
  ['text/html;q=0, */*', 'text/plain'],
  ['application/problem+json', 'application/problem+json'],
  ['application/json', 'application/problem+json'],
  ['text/plain, text/html;q=0.5', 'text/plain'],
  ['application/json;q=0.5, text/html', 'text/html'],
  ['image/png', 'text/plain'],
  [';;;,,=', 'text/plain'],
]

describe('The kind of body follows Accept', () => {
  for (const [accept, kind] of KINDS) {
    test(`Accept: ${accept ?? '(none)'} gets ${kind}`, async () => {
      const response = await ask(challenged(accept))
      assert.equal(statusOf(response.head), 407)
      assert.equal(one(response, 'Content-Type').split(';')[0], kind)
      assert.notEqual(one(response, 'Content-Language'), '')
      CHECKS[kind](response)
    })
  }
})

const CAUSES: readonly (readonly [status: number, request: string])[] = [
  [400, 'GET http:///x HTTP/1.1\r\nHost: a\r\n'],
  [407, 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\n'],
  [404, 'GET /no/such HTTP/1.1\r\nHost: a\r\n'],
  [417, 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\nExpect: x\r\n'],
  [502, 'GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: a\r\nProxy-Authorization: {basic}\r\n'],
]

describe('Every error of ours has every kind of body, and HEAD has none', () => {
  for (const [status, request] of CAUSES) {
    for (const kind of ['text/plain', 'text/html', 'application/problem+json'] as const) {
      test(`${status} as ${kind}`, async () => {
        const response = await ask(`${request}Accept: ${kind}\r\n\r\n`)
        assert.equal(statusOf(response.head), status)
        CHECKS[kind](response)
      })
    }
    test(`${status} to HEAD has the fields and no body [9110-9.3.2-1]`, async () => {
      const response = await ask(`${request.replace('GET', 'HEAD')}\r\n`)
      assert.equal(statusOf(response.head), status)
      assert.equal(response.body, '')
      assert.ok(Number(one(response, 'Content-Length')) > 0, 'the length is what GET would get')
    })
  }
})

describe('Every error of ours is in the language of its reader (RFC 9110 §12.5.4)', () => {
  for (const [status, request] of CAUSES) {
    for (const kind of ['text/plain', 'text/html', 'application/problem+json'] as const) {
      test(`${status} as ${kind} in Russian`, async () => {
        const language = 'Accept-Language: ru-RU, ru;q=0.9, en;q=0.8'
        const response = await ask(`${request}${language}\r\nAccept: ${kind}\r\n\r\n`)
        assert.equal(statusOf(response.head), status)
        assert.equal(one(response, 'Content-Language'), 'ru')
        CHECKS[kind](response)
        assert.match(Buffer.from(response.body, 'latin1').toString('utf8'), /[а-яё]{4,}/)
      })
    }
  }

  test('a reader of a language that nobody has written gets English', async () => {
    const response = await ask(
      challenged('text/plain').replace('Host', 'Accept-Language: fi\r\nHost'),
    )
    assert.equal(one(response, 'Content-Language'), 'en')
  })

  test('no Vary: nothing that a cache may keep (RFC 9110 §12.5.5)', async () => {
    const response = await ask(challenged('text/html'))
    assert.equal(one(response, 'Cache-Control'), 'no-store')
    assert.deepEqual(fieldValues(response.head, 'Vary'), [])
  })
})

test('what the client sent is not markup on the page', async () => {
  const request = challenged('text/html').replace('/where', `/<script>alert(1)</script>"'&`)
  const { body } = await ask(request)
  assert.ok(!body.includes('<script>alert'), body)
})

test('a secret in the target does not come back', async () => {
  const { body, head } = await ask(challenged('text/html').replace('/where', '/?token=s3cr3t'))
  assert.ok(!`${head}${body}`.includes('s3cr3t'), body)
})

type Kind = 'text/plain' | 'text/html' | 'application/problem+json'

const CHECKS: Readonly<Record<Kind, (response: Response) => void>> = {
  'text/plain': ({ body }) => {
    assert.match(body, /^[^\r\n]{10,}\r?\n$/, 'one line')
  },
  'text/html': ({ body }) => {
    assert.match(body, /^<!doctype html>/i)
    assert.match(body, /<html [^>]*lang=/)
    assert.doesNotMatch(body, /<(?:script|link|img)[^>]+(?:src|href)="?https?:/i, 'self-contained')
  },
  'application/problem+json': (response) => {
    const problem = JSON.parse(Buffer.from(response.body, 'latin1').toString('utf8'))
    assert.equal(problem.status, statusOf(response.head))
    for (const member of ['type', 'title', 'detail', 'fault', 'party', 'phase', 'retry']) {
      assert.equal(typeof problem[member], 'string', `${member} in ${response.body}`)
    }
    assert.ok(problem.type.endsWith(problem.fault) || problem.type.includes(problem.fault))
    assert.equal(typeof problem.exchange, 'string')
  },
}

function challenged(accept: string | undefined): string {
  const field = accept === undefined ? '' : `Accept: ${accept}\r\n`
  return `GET http://127.0.0.1:1/where HTTP/1.1\r\nHost: a\r\n${field}\r\n`
}

function one(response: Response, name: string): string {
  return fieldValues(response.head, name)[0] ?? ''
}

async function ask(request: string): Promise<Response> {
  const client = await dial(stage.proxy.port)
  try {
    const { basic = '' } = stage.variables(NO_ORIGIN)
    await client.send(request.replace('{basic}', basic))
    const end = await client.until('a response head', () => headEnd(client.unread))
    const head = client.take(end)
    if (request.startsWith('HEAD')) client.end()
    const length = request.startsWith('HEAD')
      ? await client.untilEnd().then(() => client.unread.length)
      : await client.until('its body', () => bodyLength(head, client.unread, false))
    return { head, body: client.take(length) }
  } finally {
    client.close()
  }
}

const NO_ORIGIN = { authority: '127.0.0.1:1', port: 1 }
