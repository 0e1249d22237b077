import { dirname } from 'node:path'
import { keptGuard } from '../compose/compose-guard.ts'
import { keptParents } from '../compose/kept-parents.ts'
import { keptScripts } from '../compose/kept-scripts.ts'
import { engineLimits } from '../config/sections/limits.ts'
import { defaultDataDirectory } from '../data-option.ts'
import { EXIT } from '../exit-code.ts'
import { openPac } from '../pac/open-pac.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { configSource } from './config-source.ts'
import type { LateData } from './late-data.ts'
import { overrideConfig } from './override-config.ts'
import type { Plan, StartOptions } from './plan.ts'
import { createReloading } from './reloading.ts'

/**
 * What serves by a configuration.
 *
 * @param path absolute
 * @throws {Problem} with everything that is wrong with it
 */
export async function planOfConfig(
  path: string,
  options: StartOptions,
  own: LateData,
  notify: (text: string) => void,
  surroundings: Surroundings,
): Promise<Plan> {
  if (options.htpasswd !== undefined) {
    throw new Problem(
      EXIT.usage,
      `--htpasswd does not go with a configuration: add "stores: { staff: { kind: htpasswd, file: … } }" to ${path}.`,
    )
  }
  const { env, nowMs, offsetMinutes, setVariable } = surroundings
  const guardFor = keptGuard(own, nowMs)
  const source = configSource({
    path,
    env,
    override: (config) => overrideConfig(config, options),
    composing: {
      own,
      guardFor,
      keepParent: keptParents(),
      takeScript: keptScripts((location) => openPac(location, { notify, nowMs })),
      notify,
      nowMs,
      offsetMinutes,
      setVariable,
    },
  })
  const composition = await source.compose()
  const { config, listeners } = composition
  const directory = config.data?.from(dirname(path)) ?? defaultDataDirectory(surroundings)
  return {
    listeners,
    egress: config.egress,
    limits: engineLimits(config.limits),
    data: { directory, keepsUsers: true },
    hasOwnUsers: Object.values(config.stores).some(({ kind }) => kind === 'users'),
    config: path,
    close: () => composition.close(),
    keepUp: (follow) =>
      createReloading({
        source,
        current: composition,
        notify,
        follow: (next) => follow({ listeners: next.listeners, egress: next.config.egress }),
      }),
  }
}
