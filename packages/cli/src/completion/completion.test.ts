import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { scene } from '../testing/scene.ts'
import { completionScript } from './completion.ts'

test('the whole program is completed, codes and faults with it', async () => {
  const { surroundings } = scene()
  const script = await completionScript('bash', surroundings)
  const ask = (words: string) =>
    execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        `${script}\nCOMP_WORDS=(hopwise ${words}); COMP_CWORD=$((\${#COMP_WORDS[@]}-1))
_hopwise; echo "\${COMPREPLY[@]}"`,
      ],
      { encoding: 'utf8' },
    ).trim()
  assert.equal(ask('comp'), 'completion')
  assert.equal(ask('explain 407'), '407')
  assert.equal(ask('explain ERR_TUNNEL'), 'ERR_TUNNEL_CONNECTION_FAILED')
  assert.equal(ask('why --method CON'), 'CONNECT')
  assert.equal(ask('why --scheme client-c'), 'client-certificate')
  assert.equal(ask('journal --fault CREDENTIALS_MIS'), 'CREDENTIALS_MISSING CREDENTIALS_MISMATCH')
  assert.equal(ask('explain --code-in ru'), 'rust ruby-rack')
  assert.equal(ask('completion ba'), 'bash')
})

test('nothing in a script starts a process of ours', async () => {
  const { surroundings } = scene()
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    const script = await completionScript(shell, surroundings)
    assert.doesNotMatch(script, /\$\(hopwise|\(hopwise /)
  }
})
