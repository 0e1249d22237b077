/** Puts the peers on a Debian machine, without leaving any of them running. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { NPM_PEERS, NPM_PEERS_DIRECTORY } from './peers/npm-packages.ts'

export function installPeers(say: (text: string) => void): void {
  if (process.getuid?.() !== 0)
    throw new Error('--install needs root: run it with sudo, or install the programs yourself')
  say(`installing ${DEBIAN_PACKAGES.join(', ')}`)
  withoutServices(() => {
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES])
  })
  const packages = Object.entries(NPM_PEERS).map(([name, version]) => `${name}@${version}`)
  say(`installing ${packages.join(', ')}`)
  fs.mkdirSync(NPM_PEERS_DIRECTORY, { recursive: true })
  const place = ['--prefix', NPM_PEERS_DIRECTORY]
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts']
  run('npm', ['install', ...place, ...quiet, ...packages])
}

/**
 * Debian starts what it installs, unless a policy says no: 101 is "action forbidden by policy" of
 * invoke-rc.d(8). A policy that is there already is somebody's decision, and stays.
 */
function withoutServices(install: () => void): void {
  const isDecided = fs.existsSync(POLICY)
  if (!isDecided) fs.writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    install()
  } finally {
    if (!isDecided) fs.rmSync(POLICY)
  }
}

function run(command: string, args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Its output is progress too: standard output is for the results.
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2], env })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: see above`)
}

const DEBIAN_PACKAGES = [
  ...['wrk', 'squid', 'nginx', 'haproxy', 'apache2', 'tinyproxy'],
  // For the relay: another one, and who checks NTLM. For https: who makes certificates.
  ...['cntlm', 'winbind', 'openssl'],
]
const POLICY = '/usr/sbin/policy-rc.d'
