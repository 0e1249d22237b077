// Fetches one address through a proxy by fetch, and says what stood in the way.
import { createDispatcher } from '@hopwise/agent'

const [proxy, url] = process.argv.slice(2)
const dispatcher = createDispatcher({ proxy })
try {
  const response = await fetch(url, { dispatcher })
  process.stdout.write(await response.text())
} catch ({ cause }) {
  process.stdout.write(`${cause.message}\n`)
} finally {
  await dispatcher.destroy()
}
