import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFields, responsesIn } from './response-heads.ts'

test('a raw response is read with its fields and content, whatever ends its lines', () => {
  for (const end of ['\r\n', '\n']) {
    const text = ['HTTP/1.1 407 Proxy Authentication Required', 'A: 1', 'a:2', '', '<p>', 'x'].join(
      end,
    )
    assert.deepEqual(responsesIn(text), [
      {
        version: '1.1',
        code: 407,
        reason: 'Proxy Authentication Required',
        headers: [
          ['A', '1'],
          ['a', '2'],
        ],
        body: '<p>\nx',
      },
    ])
  }
})

test('HTTP/2 has no reason phrase, and an HTTP/1.1 one may be empty', () => {
  assert.deepEqual(
    responsesIn('HTTP/2 530 \nserver: cloudflare').map(({ version, code, reason }) => [
      version,
      code,
      reason,
    ]),
    [['2', 530, '']],
  )
  assert.equal(responsesIn('HTTP/1.1 407 ')[0]?.code, 407)
})

test('curl -v is read without its remarks and without the request', () => {
  const [response] = responsesIn(
    [
      '*   Trying 127.0.0.1:3128...',
      '> CONNECT example.com:443 HTTP/1.1',
      '> Host: example.com:443',
      '>',
      '< HTTP/1.1 407 Proxy Authentication Required',
      '< Server: squid/5.7',
      '* something in between',
      '< Proxy-Authenticate: Basic realm="x"',
      '< ',
      '{ [5 bytes data]',
      '<html>denied</html>',
      '* CONNECT tunnel failed, response 407',
      '* Closing connection 0',
      'curl: (56) CONNECT tunnel failed, response 407',
    ].join('\n'),
  )
  assert.deepEqual(response?.headers, [
    ['Server', 'squid/5.7'],
    ['Proxy-Authenticate', 'Basic realm="x"'],
  ])
  assert.equal(response?.code, 407)
})

test('several responses come in their order', () => {
  const text =
    'HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 502 Bad Gateway\r\nVia: 1.1 a\r\n\r\nno'
  assert.deepEqual(
    responsesIn(text).map(({ code, body }) => [code, body]),
    [
      [200, ''],
      [502, 'no'],
    ],
  )
})

test('a folded line belongs to the field before it', () => {
  assert.deepEqual(readFields(['Via: 1.1 a,', '  1.1 b', '', 'x: y']), {
    headers: [['Via', '1.1 a, 1.1 b']],
    end: 3,
  })
})

test('fields end where a line is none', () => {
  assert.deepEqual(readFields(['A: 1', '<html>', 'B: 2']), { headers: [['A', '1']], end: 1 })
  assert.deepEqual(readFields([]), { headers: [], end: 0 })
})

test('a text without a status line has no responses', () => {
  for (const text of ['', 'HTTP/1.1', 'HTTP/1.1 40', 'GET / HTTP/1.1', 'see HTTP/1.1 407']) {
    assert.deepEqual(responsesIn(text), [], text)
  }
})
