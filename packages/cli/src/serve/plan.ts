import { resolve } from 'node:path'
import type { EgressPolicy, Limits, ListenAddress } from '@hopwise/proxy'
import type { ComposedListener } from '../compose/composition.ts'
import type { Surroundings } from '../surroundings.ts'
import { planOfFlags } from './flags-plan.ts'
import type { LateData } from './late-data.ts'
import type { DataRequest } from './open-data.ts'
import type { Reloading } from './reloading.ts'

/** What a command line says; what it does not say is absent. */
export interface StartOptions {
  readonly config?: string | undefined
  readonly listen?: ListenAddress | undefined
  readonly data?: string | undefined
  readonly realm?: string | undefined
  readonly htpasswd?: string | undefined
  readonly allowPrivate?: boolean | undefined
}

/** What a start was asked for, by flags alone or by a configuration and flags. */
export interface Plan {
  readonly listeners: readonly ComposedListener[]
  readonly egress: EgressPolicy
  readonly limits: Partial<Limits>
  readonly data: Pick<DataRequest, 'directory' | 'keepsUsers'>
  /** Whether a first user is made where there never was one. */
  readonly hasOwnUsers: boolean
  readonly htpasswd?: string | undefined
  /** The configuration file, where there is one. */
  readonly config?: string
  /** Closes what was opened for it. */
  close(): Promise<void>
  /**
   * Where there is a configuration: follows its changes, and closes what serves in the end.
   *
   * @param follow lets what was read serve, whole or not at all
   */
  readonly keepUp?: (
    follow: (next: Pick<Plan, 'listeners' | 'egress'>) => Promise<void>,
  ) => Reloading
}

/**
 * Opens what a start needs besides the data directory.
 *
 * @throws {Problem} when something of it cannot be used
 */
export async function planOf(
  options: StartOptions,
  own: LateData,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<Plan> {
  const path = options.config ?? (surroundings.env['HOPWISE_CONFIG'] || undefined)
  if (path === undefined) return await planOfFlags(options, own, notify, surroundings)
  // Not before it is needed: a start without a configuration has no use for what reads one.
  const { planOfConfig } = await import('./config-plan.ts')
  return await planOfConfig(resolve(path), options, own, notify, surroundings)
}
