import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { TestContext } from 'node:test'
import { onLoopback } from './on-loopback.ts'

/** An origin, and what it was sent. */
export interface TestOrigin {
  readonly url: string
  readonly port: number
  /** All header fields of all requests, names in lower case. */
  readonly requests: readonly {
    readonly method: string
    readonly url: string
    readonly fields: string
  }[]
}

export async function startOrigin(
  t: TestContext,
  answer: RequestListener = echo,
  tls?: { readonly key: string; readonly cert: string },
): Promise<TestOrigin> {
  const requests: { method: string; url: string; fields: string }[] = []
  const listener: RequestListener = (request, response) => {
    const { method = '', url = '', rawHeaders } = request
    requests.push({ method, url, fields: rawHeaders.join('\n').toLowerCase() })
    answer(request, response)
  }
  const server = tls ? createHttps({ ...tls }, listener) : createHttp(listener)
  const port = await onLoopback(t, server)
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, port, requests }
}

/** What came, back. */
export const echo: RequestListener = (request, response) => {
  response.setHeader('x-method', request.method ?? '')
  request.pipe(response)
}
