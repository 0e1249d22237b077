import type { ConfigProblem } from '../config/config-problem.ts'
import { formatKey } from '../config/config-problem.ts'
import type { YamlText } from '../config/read-yaml.ts'

/** A part of a configuration that is written well and cannot be used all the same. */
export class Unusable extends Error {
  override readonly name = 'Unusable'
  readonly path: readonly PropertyKey[]
  readonly sentences: readonly string[]

  /** @param path the key that it is about */
  constructor(path: readonly PropertyKey[], ...sentences: readonly string[]) {
    super(sentences.join('; '))
    this.path = path
    this.sentences = sentences
  }

  /** With its place in the file. */
  problems(yaml: YamlText): readonly ConfigProblem[] {
    const { path, sentences } = this
    return sentences.map((sentence) => {
      return { level: 'error', ...yaml.placeOf(path), key: formatKey(path), sentence }
    })
  }
}

/**
 * Runs a step of composing; what it refuses (`RangeError`: options that make no sense) is said of
 * `path`. Anything else is passed on.
 *
 * @throws {Unusable}
 */
export async function about<T>(
  path: readonly PropertyKey[],
  step: () => T | Promise<T>,
): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof RangeError) throw new Unusable(path, error.message)
    throw error
  }
}
