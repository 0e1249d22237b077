/** One message of a corpus, and what is expected of the one who reads it. */
export interface Sample {
  /** Words of the opening fence: `400 FRAMING_AMBIGUOUS closed`. */
  readonly expected: readonly string[]
  readonly block: string
  readonly line: number
}

export interface SampleGroup {
  readonly name: string
  readonly samples: readonly Sample[]
}

/** Samples under their headings. A block with `{each}` is one sample for every line below its `---`. */
export function parseCorpus(text: string): SampleGroup[] {
  const groups: { name: string; samples: Sample[] }[] = []
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.startsWith('## ')) groups.push({ name: line.slice(3), samples: [] })
    if (!line.startsWith('```')) continue
    const end = lines.indexOf('```', at + 1)
    const group = groups.at(-1)
    if (end < 0 || !group) throw new Error(`line ${at + 1}: a block needs a heading and an end`)
    group.samples.push(...samplesOf(line.slice(3).split(' '), lines.slice(at + 1, end), at + 2))
    at = end
  }
  const empty = groups.find(({ samples }) => samples.length === 0)
  if (empty) throw new Error(`"${empty.name}" has no samples`)
  return groups
}

function samplesOf(expected: string[], lines: readonly string[], line: number): Sample[] {
  const split = lines.indexOf('---')
  const template = (split < 0 ? lines : lines.slice(0, split)).map((one) => `${one}\n`).join('')
  if (split < 0) return [{ expected, block: template, line }]
  return lines.slice(split + 1).map((variant, i) => ({
    expected,
    block: template.replace('{each}', () => variant),
    line: line + split + 1 + i,
  }))
}
