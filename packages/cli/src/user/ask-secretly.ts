import { Secret } from '@hopwise/auth'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'

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
  let typedAhead = ''
  let isEnded = false
  let wake: (() => void) | undefined
  const listen = (text: string): void => {
    typedAhead += text
    wake?.()
  }
  const end = (): void => {
    isEnded = true
    wake?.()
  }
  stdin.setRawMode?.(true)
  stdin.setEncoding('utf8').on('data', listen).on('end', end)

  async function nextKey(): Promise<string> {
    while (typedAhead === '') {
      if (isEnded) return CTRL_D
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    const [key = ''] = typedAhead // a whole code point
    typedAhead = typedAhead.slice(key.length)
    return key
  }

  return {
    async ask(question) {
      stderr.write(question)
      try {
        return new Secret(await readLine(nextKey))
      } finally {
        stderr.write('\n') // the Enter that was not shown either
      }
    },
    close() {
      stdin.off('data', listen).off('end', end)
      stdin.setRawMode?.(false)
      stdin.pause()
    },
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
