import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { parseCorpus, type Sample } from './wire/corpus.ts'
import { play } from './wire/play.ts'
import { Stage } from './wire/stage.ts'
import { parseTranscript } from './wire/transcript.ts'

let stage: Stage

before(async () => {
  stage = await Stage.open()
})

after(() => stage?.close())

const corpus = new URL('corpus/malformed-responses.md', import.meta.url)

for (const group of parseCorpus(readFileSync(corpus, 'utf8'))) {
  describe(group.name, () => {
    for (const sample of group.samples) {
      const line = `line ${sample.line} becomes a 502`
      test(line, () => becomes502(sample, 1))
      test(`${line}, byte by byte`, () => becomes502(sample, 600))
    }
  })
}

async function becomes502(sample: Sample, pieces: number): Promise<void> {
  const [fault = ''] = sample.expected
  const [script] = parseTranscript(exchange(sample.block, fault))
  assert.ok(script)
  await play(script, stage, pieces)
}

function exchange(answer: string, fault: string): string {
  return `## A 502
\`\`\`client sends
GET http://{origin}/ HTTP/1.1
Host: {origin}
Proxy-Authorization: {basic}

\`\`\`
\`\`\`origin sees
GET / HTTP/1.1
Host: {origin}
Via: 1.1 {name}

\`\`\`
\`\`\`origin answers
${answer}\`\`\`
\`\`\`origin sees, then end
\`\`\`
\`\`\`client sees, then open
HTTP/1.1 502 Bad Gateway
{*}
Proxy-Status: {name}; error=${PROXY_ERRORS[fault]}{any}

{body}
\`\`\`
\`\`\`journal
outcome=failed status=502 fault=${fault}
\`\`\`
`
}

const PROXY_ERRORS: Record<string, string> = {
  RESPONSE_MALFORMED: 'http_protocol_error',
  RESPONSE_TRANSFER_CODING: 'http_response_transfer_coding',
  RESPONSE_HEAD_TOO_LARGE: 'http_response_header_section_size',
}
