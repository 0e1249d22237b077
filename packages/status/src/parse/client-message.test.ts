import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readClientMessage } from './client-message.ts'

const MESSAGES: readonly (readonly [string, number | string, string?])[] = [
  ['curl: (56) CONNECT tunnel failed, response 407', 407],
  ['fatal: unable to access: Received HTTP code 407 from proxy after CONNECT', 407],
  ['curl: (22) The requested URL returned error: 503', 503],
  [
    'E: Failed to fetch http://a/  Invalid response from proxy: HTTP/1.0 403 Forbidden  [IP: 192.0.2.1 3128]',
    403,
    'Forbidden',
  ],
  [
    'Err:1 http://deb.example stable InRelease 407  Proxy Authentication Required [IP: 192.0.2.1 3128]',
    407,
    'Proxy Authentication Required',
  ],
  [
    'Failed to load resource: the server responded with a status of 407 (Proxy Authentication Required)',
    407,
    'Proxy Authentication Required',
  ],
  ['GET https://a.example/x 502 (Bad Gateway)', 502, 'Bad Gateway'],
  ['AbortError: Proxy response (407) !== 200 when HTTP Tunneling', 407],
  ['tunneling socket could not be established, statusCode=407', 407],
  ['AxiosError: Request failed with status code 451', 451],
  [
    "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407 Proxy Authentication Required'))",
    407,
    'Proxy Authentication Required',
  ],
  [
    'requests.exceptions.HTTPError: 429 Client Error: Too Many Requests for url: https://a',
    429,
    'Too Many Requests',
  ],
  ['urllib.error.HTTPError: HTTP Error 403: Forbidden', 403, 'Forbidden'],
  [
    'java.io.IOException: Unable to tunnel through proxy. Proxy returns "HTTP/1.1 407 Proxy Authentication Required"',
    407,
    'Proxy Authentication Required',
  ],
  ['java.io.IOException: Server returned HTTP response code: 502 for URL: https://a', 502],
  [
    'System.Net.WebException: The remote server returned an error: (407) Proxy Authentication Required.',
    407,
    'Proxy Authentication Required',
  ],
  ["The proxy tunnel request to proxy 'http://p:1/' failed with status code '407'.", 407],
  ['2026-01-01 00:00:00 ERROR 404: Not Found.', 404, 'Not Found'],
  [
    'npm error 407 Proxy Authentication Required - GET https://registry.example/x',
    407,
    'Proxy Authentication Required',
  ],
  ['HTTP Error 404.13 - Not Found', '404.13', 'Not Found'],
  ['{"status": 503, "error": "x"}', 503],
]

for (const [text, code, reason = ''] of MESSAGES) {
  test(`${code}: ${text.slice(0, 60)}`, () => {
    assert.deepEqual(readClientMessage(text), { code, reason })
  })
}

test('a message without a status has none', () => {
  for (const text of [
    '',
    'net::ERR_TUNNEL_CONNECTION_FAILED',
    'connect ECONNREFUSED 127.0.0.1:3128',
    'exit status 1',
    'took 407 ms',
  ]) {
    assert.equal(readClientMessage(text), undefined, text)
  }
})
