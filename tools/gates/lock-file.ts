/**
 * `npm ci` of npm 11 and later refuses a lock file that leaves out an optional package another platform
 * needs, and `npm install` leaves one out when the registry it asked does not carry it.
 * `node tools/gates/lock-file.ts` writes what is missing: without a checksum, as nobody has seen the package.
 */
import fs from 'node:fs'
import path from 'node:path'

export interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
export type LockedPackages = Readonly<Record<string, LockedPackage>>

/** Optional packages that somebody in the lock file asks for and that have no entry, with the entry to add. */
export function missingFrom(packages: LockedPackages): Record<string, object> {
  const missing: Record<string, object> = {}
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const where = `node_modules/${name}`
      if (packages[where]) continue
      const { cpu, libc, os } = platformOf(name)
      missing[where] = { version, cpu, ...(entry.dev && { dev: true }), libc, optional: true, os }
    }
  }
  return missing
}

/** Such packages are named after the one platform they are for: `cli-linux-x64-musl`. */
export function platformOf(name: string): { os?: string[]; cpu?: string[]; libc?: string[] } {
  const words = name.replace(/^@[^/]*\//, '').split('-')
  const os = words.find((word) => OSES.includes(word))
  const cpu = words.find((word) => CPUS.includes(word))
  const libc = words.find((word) => word in LIBCS)
  return {
    ...(os && { os: [os] }),
    ...(cpu && { cpu: [cpu] }),
    ...(libc && os === 'linux' && { libc: [LIBCS[libc]!] }),
  }
}

/** Adds what is missing, in the order npm keeps. Returns the names. */
export function complete(file: string): string[] {
  const lock = JSON.parse(fs.readFileSync(file, 'utf8')) as { packages: LockedPackages }
  const missing = missingFrom(lock.packages)
  const entries = Object.entries({ ...lock.packages, ...missing })
  const packages = Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b, 'en')))
  fs.writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
  return Object.keys(missing)
}

const OSES = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'sunos', 'win32']
const CPUS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']
const LIBCS: Readonly<Record<string, string>> = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl' }

if (import.meta.main) {
  const added = complete(
    process.argv[2] ?? path.join(import.meta.dirname, '../../package-lock.json'),
  )
  console.log(added.length === 0 ? 'the lock file is complete' : `added ${added.join(', ')}`)
}
