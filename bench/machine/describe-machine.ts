import fs from 'node:fs'
import os from 'node:os'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
}

export function describeMachine(): Machine {
  const [cpu] = os.cpus()
  return {
    cpu: cpu?.model.trim() || 'unknown CPU',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${distribution()}, Linux ${os.release()}`,
    node: process.versions.node,
  }
}

/** One line for people. */
export function formatMachine({ cpu, cores, memoryGb, system, node }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}`
}

/** `PRETTY_NAME` of os-release(5). */
export function distributionName(osRelease: string): string | undefined {
  return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(osRelease)?.[1]
}

function distribution(): string {
  const file = '/etc/os-release'
  const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
  return distributionName(text) ?? os.platform()
}
