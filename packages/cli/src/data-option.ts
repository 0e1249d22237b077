import { join, resolve } from 'node:path'
import { Option } from 'commander'
import type { Surroundings } from './surroundings.ts'

/** `--data DIR`, the same in every command. */
export function dataOption(surroundings: Surroundings): Option {
  return new Option('--data <dir>', 'directory for users and journal')
    .default(defaultDataDirectory(surroundings))
    .argParser((text) => resolve(text))
}

/**
 * Where data belongs by the XDG Base Directory Specification; a relative `XDG_DATA_HOME` is invalid
 * there and ignored.
 */
export function defaultDataDirectory({ env, home }: Pick<Surroundings, 'env' | 'home'>): string {
  const xdg = env['XDG_DATA_HOME']
  return join(xdg?.startsWith('/') ? xdg : join(home, '.local', 'share'), 'hopwise')
}
