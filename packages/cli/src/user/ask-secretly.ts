import { Secret } from '@hopwise/auth'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Input, Output, Surroundings } from '../surroundings.ts'

/** Asks at a terminal without showing what is typed. */
export interface SecretPrompt {
  /** @throws {Problem} on Ctrl-C, and on Ctrl-D or a hang-up before anything was typed */
  ask(question: string): Promise<Secret>
  /** Gives the terminal back as it was. To be called on every path. */
  close(): void
}

/**
 * Raw mode, so that Ctrl-C comes to us as a character and the terminal is restored before the process
 * ends. What is typed or pasted ahead is kept for the next question.
 */
export function openSecretPrompt({ stdin, stderr }: Surroundings): SecretPrompt {
  return new RawPrompt(stdin, stderr)
}

class RawPrompt implements SecretPrompt {
  readonly #stdin: Input
  readonly #stderr: Output
  #typedAhead = ''
  #isEnded = false
  #wake: (() => void) | undefined

  constructor(stdin: Input, stderr: Output) {
    this.#stdin = stdin
    this.#stderr = stderr
    stdin.setRawMode?.(true)
    stdin.setEncoding('utf8').on('data', this.#take).on('end', this.#end)
  }

  async ask(question: string): Promise<Secret> {
    this.#stderr.write(question)
    try {
      return new Secret(await readLine(() => this.#nextKey()))
    } finally {
      this.#stderr.write('\n') // the Enter that was not shown either
    }
  }

  close(): void {
    this.#stdin.off('data', this.#take).off('end', this.#end)
    this.#stdin.setRawMode?.(false)
    this.#stdin.pause()
  }

  readonly #take = (text: string): void => {
    this.#typedAhead += text
    this.#wake?.()
  }

  readonly #end = (): void => {
    this.#isEnded = true
    this.#wake?.()
  }

  async #nextKey(): Promise<string> {
    while (this.#typedAhead === '') {
      if (this.#isEnded) return CTRL_D
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const [key = ''] = this.#typedAhead // a whole code point
    this.#typedAhead = this.#typedAhead.slice(key.length)
    return key
  }
}

async function readLine(nextKey: () => Promise<string>): Promise<string> {
  let line: string[] = []
  for (;;) {
    const key = await nextKey()
    switch (key) {
      case '\r':
      case '\n':
        return line.join('')
      case CTRL_C:
        throw new Problem(EXIT.interrupted, 'Interrupted: nothing was changed.')
      case CTRL_D:
        if (line.length === 0) throw new Problem(EXIT.usage, 'No password was given.')
        return line.join('')
      case CTRL_U:
        line = []
        break
      case BACKSPACE:
      case DELETE:
        line.pop()
        break
      default:
        line.push(key)
    }
  }
}

const CTRL_C = '\x03'
const CTRL_D = '\x04'
const CTRL_U = '\x15'
const BACKSPACE = '\b'
const DELETE = '\x7f'
