import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { missing } from './missing.ts'
import { type Ran, type RunOptions, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

/**
 * A machine as far as its programs can tell: network, names and mounts of its own (namespaces(7)), our
 * files. Nothing of it is left when its keeper ends, whichever way that comes about.
 */
export interface Machine {
  /** The program and arguments that run another program there. */
  enter(file: string, args: readonly string[], cwd?: string): [file: string, args: string[]]
  run(file: string, args: readonly string[], options?: RunOptions): Promise<Ran>
  /** A script of the shell that must succeed, as root. */
  set(script: string): Promise<void>
  readonly pid: number
}

/** Why there can be no such machine here, for the `skip` option. */
export function withoutMachines(): string | false {
  const programs = missing('unshare', 'nsenter', '/usr/sbin/ip', 'mount')
  if (programs) return programs
  // In a container root may not.
  const tried = spawnSync('unshare', ['--net', '--mount', '--propagation', 'private', 'true'])
  return (
    tried.status !== 0 && 'only root, and not in every container, can make a network of its own'
  )
}

/** @param hosts lines of its /etc/hosts: it knows no other name, as it has no resolver */
export async function startMachine(scope: Scope, hosts: readonly string[]): Promise<Machine> {
  const keeper = await keep(scope)
  const pid = keeper.pid ?? 0
  const enter: Machine['enter'] = (file, args, cwd = '/') => {
    return [
      'nsenter',
      [`--target=${pid}`, '--net', '--mount', `--wdns=${cwd}`, '--', file, ...args],
    ]
  }
  const machine: Machine = {
    pid,
    enter,
    run: (file, args, options = {}) => run(...enter(file, args, options.cwd), options),
    async set(script) {
      const ran = await run(...enter('sh', ['-ec', script]))
      if (ran.code !== 0) throw new Error(`${script}: ${ran.stderr}`)
    },
  }
  const etc = await tempDir(scope)
  await writeFile(join(etc, 'hosts'), `${['127.0.0.1 localhost', ...hosts].join('\n')}\n`)
  // Nobody listens there, so whoever asks is told at once.
  await writeFile(join(etc, 'resolv.conf'), 'nameserver 127.0.0.1\noptions attempts:1\n')
  await machine.set(`ip link set lo up
    mount --bind ${etc}/hosts /etc/hosts
    mount --bind ${etc}/resolv.conf /etc/resolv.conf`)
  return machine
}

/** A cable between two machines, `cable` on both: what their only networks are. */
export async function plugIn(
  one: readonly [Machine, address: string],
  other: readonly [Machine, address: string],
): Promise<void> {
  const [[a], [b]] = [one, other]
  const ends = ['name', 'cable', 'netns', `${a.pid}`, 'type', 'veth', 'peer']
  const ran = await run('ip', ['link', 'add', ...ends, 'name', 'cable', 'netns', `${b.pid}`], SBIN)
  if (ran.code !== 0) throw new Error(ran.stderr)
  for (const [machine, address] of [one, other]) {
    await machine.set(`ip address add ${address} dev cable; ip link set cable up`)
  }
}

/** It ends with its input, and its input ends with us. */
async function keep(scope: Scope): Promise<ChildProcess> {
  const namespaces = ['--net', '--mount', '--propagation', 'private']
  const keeper = spawn('unshare', [...namespaces, 'sh', '-c', 'echo ready; exec cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  scope.after(async () => {
    if (keeper.exitCode !== null) return
    keeper.stdin.end()
    await once(keeper, 'close')
  })
  const ready = once(keeper.stdout, 'data')
  const ended = once(keeper, 'exit').then(([code]) => {
    throw new Error(`unshare ended with ${code}`)
  })
  await Promise.race([ready, ended])
  ended.catch(() => undefined) // from here on its end is the scope's
  return keeper
}

const SBIN: RunOptions = { env: { PATH: `/usr/sbin:/sbin:${process.env['PATH'] ?? ''}` } }
