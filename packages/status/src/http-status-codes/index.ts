/** A drop-in for the npm package `http-status-codes` 2, its deprecated names included. */
import * as legacy from './legacy.ts'
import { getStatusCode, getStatusText } from './phrases.ts'

export * from './legacy.ts'
export { getReasonPhrase, getStatusCode, getStatusText } from './phrases.ts'
export { ReasonPhrases } from './reason-phrases.ts'
export { StatusCodes } from './status-codes.ts'

type Everything = Omit<typeof legacy, 'FAILED_DEPENDENCY'> & {
  readonly getStatusCode: typeof getStatusCode
  readonly getStatusText: typeof getStatusText
}

// The original forgot this one in its default export; whoever lists its keys sees no difference.
const { FAILED_DEPENDENCY: _forgotten, ...codes } = legacy
const everything: Everything = { ...codes, getStatusCode, getStatusText }

// biome-ignore lint/style/noDefaultExport: a drop-in is imported the way the original is
export { everything as default }
