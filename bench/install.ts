/** Puts the peers on a Debian machine, without leaving any of them running. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { PROXY_CHAIN_DIRECTORY, PROXY_CHAIN_VERSION } from './peers/proxy-chain.ts'

export function installPeers(say: (text: string) => void): void {
  if (process.getuid?.() !== 0)
    throw new Error('--install needs root: run it with sudo, or install the programs yourself')
  say(`installing ${DEBIAN_PACKAGES.join(', ')}`)
  withoutServices(() => {
    run('apt-get', ['update', '-q'])
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES])
  })
  say(`installing proxy-chain ${PROXY_CHAIN_VERSION}`)
  fs.mkdirSync(PROXY_CHAIN_DIRECTORY, { recursive: true })
  const place = ['--prefix', PROXY_CHAIN_DIRECTORY]
  const quiet = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts']
  run('npm', ['install', ...place, ...quiet, `proxy-chain@${PROXY_CHAIN_VERSION}`])
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

const DEBIAN_PACKAGES = ['wrk', 'squid', 'nginx', 'haproxy', 'apache2', 'tinyproxy']
const POLICY = '/usr/sbin/policy-rc.d'
