import { realpathSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { missing } from './missing.ts'
import { PACKAGE } from './npm-registry.ts'
import { ROOT } from './start-proxy.ts'

/** A package manager that is a Node program, and how it is told of a registry and of nothing else. */
export interface PackageManager {
  readonly name: string
  readonly skip: string | false
  /** The file that Node runs. */
  readonly program: string
  /** Installs PACKAGE in the current directory. */
  readonly args: readonly string[]
  /** Writes its settings there. They know no proxy: that is for the environment to say. */
  settle(dir: string, registry: string): Promise<void>
}

const skip = missing('npm', 'tar', 'openssl')
const MODULES = join(ROOT, 'node_modules')

export const PACKAGE_MANAGERS: readonly PackageManager[] = [
  {
    name: 'npm',
    skip,
    program: skip ? '' : onPath('npm'),
    args: ['install', PACKAGE.name],
    settle: (dir, registry) =>
      write(dir, '.npmrc', [
        `registry=${registry}/`,
        `cache=${join(dir, 'cache')}`,
        ...['fetch-retries=0', 'audit=false', 'fund=false', 'update-notifier=false'],
      ]),
  },
  {
    name: 'pnpm',
    skip,
    program: join(MODULES, 'pnpm/bin/pnpm.mjs'),
    args: ['add', PACKAGE.name],
    async settle(dir, registry) {
      await write(dir, '.npmrc', [`registry=${registry}/`])
      await write(dir, 'pnpm-workspace.yaml', [
        `storeDir: "${join(dir, 'store')}"`,
        `cacheDir: "${join(dir, 'cache')}"`,
        ...['fetchRetries: 0', 'minimumReleaseAge: 0', 'updateNotifier: false'],
      ])
    },
  },
  {
    name: 'yarn 1',
    skip,
    program: join(MODULES, 'yarn/bin/yarn.js'),
    args: ['add', '--non-interactive', PACKAGE.name],
    settle: (dir, registry) =>
      write(dir, '.yarnrc', [
        `registry "${registry}/"`,
        `cache-folder "${join(dir, 'cache')}"`,
        'disable-self-update-check true',
      ]),
  },
  {
    name: 'yarn 4',
    skip,
    program: join(MODULES, '@yarnpkg/cli-dist/bin/yarn.js'),
    args: ['add', PACKAGE.name],
    async settle(dir, registry) {
      await write(dir, '.yarnrc.yml', [
        `npmRegistryServer: "${registry}"`,
        'unsafeHttpWhitelist: ["127.0.0.1"]',
        `globalFolder: "${join(dir, 'global')}"`,
        'nodeLinker: node-modules',
        ...['enableTelemetry: false', 'enableGlobalCache: false', 'httpRetry: 0'],
        'npmMinimalAgeGate: 0',
      ])
      // Its mark of where the project begins.
      await writeFile(join(dir, 'yarn.lock'), '')
    },
  },
]

function write(dir: string, name: string, lines: readonly string[]): Promise<void> {
  return writeFile(join(dir, name), `${lines.join('\n')}\n`)
}

function onPath(name: string): string {
  for (const dir of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      return realpathSync(join(dir, name))
    } catch {}
  }
  throw new Error(`${name} is not on the PATH`)
}
