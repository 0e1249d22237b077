// Fetches one address through a proxy, with a password that only the keyring knows.
import { createDispatcher, fromKeyring } from '@hopwise/agent'

const [proxy, url] = process.argv.slice(2)
const dispatcher = createDispatcher({ proxy, credentials: fromKeyring({ username: 'alice' }) })
try {
  const response = await fetch(url, { dispatcher })
  process.stdout.write(await response.text())
} catch ({ cause }) {
  process.stdout.write(`${cause.code}: ${JSON.stringify(cause.passedOver)}\n`)
} finally {
  await dispatcher.destroy()
}
