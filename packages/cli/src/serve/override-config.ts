import type { ListenAddress } from '@hopwise/proxy'
import type { Config } from '../config/config.ts'
import { FilePath } from '../config/values/file-path.ts'
import { ListenOn } from '../config/values/listen-on.ts'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'

/** What a command line said, apart from its defaults. */
export interface Overrides {
  readonly listen?: ListenAddress | undefined
  readonly data?: string | undefined
  readonly realm?: string | undefined
  readonly allowPrivate?: boolean | undefined
}

/**
 * A configuration as the command line would have it.
 *
 * @throws {Problem} where it is not clear what is meant
 */
export function overrideConfig(
  config: Config,
  { listen, data, realm, allowPrivate }: Overrides,
): Config {
  const [listener, ...others] = config.listeners
  if (listen !== undefined && (listener === undefined || others.length > 0)) {
    throw new Problem(
      EXIT.usage,
      `--listen gives one address, and the configuration has ${config.listeners.length} listeners: change them there.`,
    )
  }
  return {
    ...config,
    ...(listen && listener && { listeners: [{ ...listener, listen: new ListenOn(listen) }] }),
    ...(data !== undefined && { data: new FilePath(data) }),
    ...(allowPrivate && { egress: { ...config.egress, allowPrivate } }),
    ...(realm !== undefined && { authentication: withRealm(config.authentication, realm) }),
  }
}

function withRealm(sections: Config['authentication'], realm: string): Config['authentication'] {
  const entries = Object.entries(sections)
  return Object.fromEntries(entries.map(([name, section]) => [name, { ...section, realm }]))
}
