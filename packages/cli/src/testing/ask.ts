import { request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly body: string
}

/** One request through a proxy, with a client that we did not write. */
export function ask(proxy: string, target: string, userPass?: string): Promise<Answer> {
  const { hostname, port } = new URL(proxy)
  const credentials =
    userPass === undefined
      ? {}
      : { 'proxy-authorization': `Basic ${Buffer.from(userPass).toString('base64')}` }
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: hostname.replace(/^\[|\]$/g, ''),
        port,
        path: target,
        headers: { host: new URL(target).host, ...credentials },
        agent: false,
      },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        response.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}
