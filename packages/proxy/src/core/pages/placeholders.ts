import type { About } from './about.ts'
import { destinationOf } from './destination.ts'
import { ownAddress } from './own-address.ts'

/**
 * Puts what is known into the commands of a sentence, so that they work as they are copied:
 * `http://PROXY` (and `PROXY`, the host alone), `ADDRESS`, `HOST`. What is not known stays in capitals.
 */
export function filled(text: string, about: Pick<About, 'proxyAddress' | 'target'>): string {
  const { url, host } = ownAddress(about.proxyAddress)
  const destination = destinationOf(about.target)
  const known: Readonly<Record<string, string>> = {
    'http://PROXY': url,
    // Where the client came without TLS, the TLS address is another one, which nobody here knows.
    'https://PROXY': url.startsWith('https:') ? url : '',
    PROXY: host,
    ADDRESS: destination.address,
    HOST: destination.host,
  }
  return text.replace(/`[^`]*`/g, (code) =>
    code.replace(/https?:\/\/PROXY\b|\b(?:PROXY|ADDRESS|HOST)\b/g, (word) => known[word] || word),
  )
}
