import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { type ParentSetting, ParentStage } from './wire/parent-stage.ts'
import { play } from './wire/play.ts'
import { parseTranscript } from './wire/transcript.ts'

const FILES: readonly [file: string, setting: ParentSetting][] = [
  ['own-credentials.md', { credentials: 'own' }],
  ['no-credentials.md', { credentials: 'none' }],
  ['keep-status.md', { credentials: 'own', refusals: 'keep-status' }],
  ['pass-through.md', { credentials: 'pass-through' }],
]

for (const [file, setting] of FILES) {
  describe(`parents/${file}`, () => {
    let stage: ParentStage
    before(async () => {
      stage = await ParentStage.open(setting)
    })
    after(() => stage?.close())

    const text = readFileSync(new URL(`parents/${file}`, import.meta.url), 'utf8')
    for (const script of parseTranscript(text)) {
      test(script.name, () => play(script, stage, 1))
      if (script.name.includes('(in one packet)')) continue
      test(`${script.name}, byte by byte`, () => play(script, stage, 600))
    }
  })
}
