import type { TestContext } from 'node:test'
import { response, startScripted } from './scripted-proxy.ts'

/** What the proxy answers everything with. */
export const BY_THE_PROXY = 'By the proxy'

/** A proxy that answers by itself, and that the environment of this process names until the test has ended. */
export async function startProxyOfEnvironment(t: TestContext): Promise<void> {
  const proxy = await startScripted(t, async (client) => {
    await client.head()
    client.send(response(`200 ${BY_THE_PROXY}`))
  })
  const before = { ...process.env }
  t.after(() => {
    process.env = before
  })
  process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`
}
