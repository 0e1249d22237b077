/** Peers that come from npm. `--install` puts them under node_modules, outside of the checkout's own dependencies. */
import fs from 'node:fs'
import path from 'node:path'

export const NPM_PEERS: Readonly<Record<string, string>> = {
  'http-proxy-agent': '9.1.0',
  'https-proxy-agent': '9.1.0',
  'proxy-chain': '3.0.1',
}

export const NPM_PEERS_DIRECTORY: string = path.join(
  import.meta.dirname,
  '../../node_modules/.cache/hopwise-bench',
)

/** Where it is, or would be. */
export function npmPeer(name: string): string {
  return path.join(NPM_PEERS_DIRECTORY, 'node_modules', name)
}

/** Undefined when it is not installed. */
export function npmPeerVersion(name: string): string | undefined {
  const file = path.join(npmPeer(name), 'package.json')
  if (!fs.existsSync(file)) return undefined
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version
}
