/** Programs from Debian that tests need: which are missing, and their installation. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import list from './debian-packages.json' with { type: 'json' }

export interface DebianPackage {
  readonly package: string
  /** A program of the package, or the whole path of a file where it has none: if that is there, the package is. */
  readonly command: string
  readonly why: string
}

/** Packages of the list whose program is in none of `directories`, or whose file is not there. */
export function missingPackages(
  list: readonly DebianPackage[],
  directories: readonly string[],
): readonly DebianPackage[] {
  return list.filter(
    ({ command }) =>
      !directories.some((directory) => fs.existsSync(path.resolve(directory, command))),
  )
}

/**
 * Installs what is missing of them when we may (root on Debian); says what it does through `say`.
 * Whatever stays missing is the tests' own business: they skip and give the reason.
 */
export function ensureDebianPackages(say: (text: string) => void): void {
  const directories = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin']
  const missing = missingPackages(list, directories)
  if (missing.length === 0) return
  const names = missing.map((entry) => entry.package)
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    say(`not installed: ${names.join(' ')} (with root on Debian they would be installed now)`)
    return
  }
  say(`installing from Debian: ${names.join(' ')} …`)
  const problem = withoutStartingServices(() => install(names))
  if (problem) say(`apt-get did not install them: ${problem}`)
}

/** Returns why it failed. A fresh machine knows no packages yet, and an old list names versions that are gone. */
function install(names: readonly string[]): string | undefined {
  const args = ['install', '-y', '--no-install-recommends', ...names]
  if (aptGet(args) === undefined) return undefined
  return aptGet(['update']) ?? aptGet(args)
}

function aptGet(args: readonly string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const all = ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args]
  const { status, error, stderr } = spawnSync('apt-get', all, { env, encoding: 'utf8' })
  if (status === 0) return undefined
  return error?.message ?? stderr.trim().split('\n').slice(-3).join(' / ')
}

/** Debian starts the daemon of a package it installs, unless this file says no (exit code 101). */
function withoutStartingServices<T>(act: () => T): T {
  if (fs.existsSync(POLICY)) return act()
  fs.writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return act()
  } finally {
    fs.rmSync(POLICY)
  }
}

const POLICY = '/usr/sbin/policy-rc.d'
