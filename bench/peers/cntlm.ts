import { spawnSync } from 'node:child_process'
import { PASSWORD, USER } from '../credentials.ts'
import { freePort } from '../machine/free-port.ts'
import { findProgram } from './installed.ts'
import type { Peer } from './peer.ts'
import { DOMAIN } from './squid-ntlm.ts'

/** Fairness: it logs nothing, keeps the connections to its parent as it does by itself, and is told which NTLM. */
export function cntlmBefore(parentPort: number): Peer {
  return {
    name: 'cntlm',
    role: 'relay',
    version,
    start: async (scope) => {
      const port = await freePort()
      const config = scope.write(
        'cntlm.conf',
        `Username ${USER}
Domain ${DOMAIN}
Password ${PASSWORD}
Auth NTLMv2
Workstation bench
Proxy 127.0.0.1:${parentPort}
Listen 127.0.0.1:${port}
`,
      )
      const program = scope.start(findProgram('cntlm')!, ['-f', '-c', config])
      await program.listening(port)
      return { pid: program.pid, port }
    },
  }
}

/** It says which it is in the first line of its help, and has no other way to ask for it. */
function version(): string | undefined {
  const program = findProgram('cntlm')
  if (program === undefined) return undefined
  const { stdout, stderr } = spawnSync(program, ['-h'], { encoding: 'utf8', timeout: 5000 })
  return /version (\d\S*)/.exec(`${stdout}${stderr}`)?.[1] ?? 'unknown'
}
