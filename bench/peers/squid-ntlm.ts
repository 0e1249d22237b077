import fs from 'node:fs'
import { PASSWORD, USER } from '../credentials.ts'
import type { Scope } from '../machine/scope.ts'
import { findProgram } from './installed.ts'
import type { Running } from './peer.ts'
import { startSquid } from './squid.ts'

export const DOMAIN = 'BENCH'

/** What is missing for it. */
export function missingForNtlm(): readonly string[] {
  return ['squid', 'ntlm_auth'].filter((name) => findProgram(name) === undefined)
}

/**
 * Squid that asks for NTLM and has Samba verify it: the parent that a relay signs in to. It says
 * `Proxy-Connection: keep-alive`, as Microsoft's proxies do and Squid did up to 3.1: for cntlm a connection
 * is over without it, and each request would be a handshake.
 */
export function startSquidWithNtlm(scope: Scope): Promise<Running> {
  const program = `${findProgram('ntlm_auth')!} --helper-protocol=squid-2.5-ntlmssp`
  const login = `--username=${USER} --password=${PASSWORD} --domain=${DOMAIN}`
  // One verifies for one connection at a time, from its challenge to the proof.
  return startSquid(
    scope,
    `auth_param ntlm program ${program} ${login} --configfile=${sambaSettings(scope)}
auth_param ntlm children 64 startup=8 idle=4
auth_param ntlm keep_alive on
reply_header_add Proxy-Connection keep-alive`,
  )
}

/** Samba knows the one password from its command line, and needs a place of its own all the same. */
function sambaSettings(scope: Scope): string {
  const directories = ['lock', 'state', 'cache', 'private', 'pid'].map((kind) => {
    const directory = scope.path(`samba-${kind}`)
    fs.mkdirSync(directory)
    fs.chmodSync(directory, 0o777)
    return `${kind} ${kind === 'private' ? 'dir' : 'directory'} = ${directory}`
  })
  return scope.write(
    'smb.conf',
    ['[global]', `workgroup = ${DOMAIN}`, ...directories, ''].join('\n'),
  )
}
