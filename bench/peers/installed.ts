/** What of the peers is on this machine. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** Servers are in `sbin`, which is not on everybody's PATH. */
export function findProgram(name: string, search: string = DEFAULT_PATH): string | undefined {
  return search
    .split(path.delimiter)
    .map((directory) => path.join(directory, name))
    .find((file) => fs.existsSync(file))
}

/** The first thing in its answer that looks like a version; some say it on standard error. */
export function versionOf(program: string, args: readonly string[]): string {
  const said = spawnSync(program, args, { encoding: 'utf8', timeout: 5000 })
  return parseVersion(`${said.stdout}${said.stderr}`)
}

export function parseVersion(text: string): string {
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? 'unknown'
}

const DEFAULT_PATH = `${process.env['PATH'] ?? ''}${path.delimiter}/usr/sbin:/usr/local/sbin`
