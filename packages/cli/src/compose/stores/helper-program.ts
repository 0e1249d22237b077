import { createHelperStore } from '@hopwise/auth/node'
import type { HelperStoreSection } from '../../config/sections/store-helper.ts'
import { FilePath } from '../../config/values/file-path.ts'
import type { OpenStore } from './opened-store.ts'

export const openHelperStore: OpenStore<HelperStoreSection> = (
  section,
  path,
  { places, notify, closeLater },
) => {
  const { processes, channels, queue, failMode, lowerCaseNames, brokenMeansNo } = section
  const [program = '', ...args] = section.command
  const name = String(path.at(-1))
  const store = createHelperStore({
    name,
    command: [new FilePath(program).from(places.directory), ...args],
    processes,
    channels,
    queue,
    timeLimitMs: section.timeLimit.ms,
    rememberMs: section.remember.ms,
    failMode,
    lowerCaseNames,
    brokenMeansNo,
    directory: places.directory,
    notify: (sentence) => notify(`${name}: ${sentence}`),
  })
  closeLater(store)
  return { passwords: store }
}
