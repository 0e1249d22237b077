import { StringDecoder } from 'node:string_decoder'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Input } from '../surroundings.ts'

/**
 * What is asked: the arguments as one text, or standard input for `-`, for a pipe, and for nothing
 * when no field was given either.
 */
export async function readQuestion(
  words: readonly string[],
  hasHeaders: boolean,
  stdin: Input,
): Promise<string> {
  const isStdin = words.length === 1 && words[0] === '-'
  if (words.length > 0 && !isStdin) return words.join(' ')
  if (!isStdin && hasHeaders) return ''
  if (!isStdin && stdin.isTTY === true) throw nothingAsked()
  const text = await readAll(stdin)
  if (text.trim() === '' && !hasHeaders) throw nothingAsked()
  return text
}

function nothingAsked(): Problem {
  return new Problem(
    EXIT.usage,
    'There is nothing to explain: name a code, such as "hopwise explain 407", ' +
      'or pipe a response in, such as "curl -i URL | hopwise explain".',
  )
}

/** What follows after the most that is looked at is read and dropped: whoever writes it is not cut off. */
async function readAll(stdin: Input): Promise<string> {
  const decoder = new StringDecoder('utf8')
  let text = ''
  for await (const chunk of stdin as AsyncIterable<Uint8Array | string>) {
    if (text.length > TEXT_MAX) continue
    text += typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk))
  }
  return text.slice(0, TEXT_MAX)
}

// A little above what the reader of pasted texts looks at, so that it can say what it left out.
const TEXT_MAX = 300_000
