import { agent } from './agent.ts'
import { bulk } from './bulk.ts'
import { coldStart } from './cold-start.ts'
import { digest } from './digest.ts'
import { flat } from './flat.ts'
import { get } from './get.ts'
import { guessing } from './guessing.ts'
import { idle } from './idle.ts'
import type { Measure } from './measure.ts'
import { relay } from './relay.ts'
import { tunnels } from './tunnels.ts'

/** In the order of the report. */
export const ALL_MEASURES: readonly Measure[] = [
  get,
  digest,
  tunnels,
  idle,
  bulk,
  flat,
  agent,
  relay,
  coldStart,
  guessing,
]
