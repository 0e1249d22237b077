import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { play } from './wire/play.ts'
import { Stage } from './wire/stage.ts'
import { parseTranscript } from './wire/transcript.ts'

let stage: Stage

before(async () => {
  stage = await Stage.open()
})

after(() => stage?.close())

const folder = new URL('transcripts/', import.meta.url)

for (const file of readdirSync(folder).sort()) {
  describe(file, () => {
    for (const script of parseTranscript(readFileSync(new URL(file, folder), 'utf8'))) {
      test(script.name, () => play(script, stage, 1))
      if (script.name.includes('(in one packet)')) continue
      test(`${script.name}, byte by byte`, () => play(script, stage, 600))
    }
  })
}
