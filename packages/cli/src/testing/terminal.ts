import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { shellWord } from '../shell-word.ts'
import { cleanUp } from './clean-up.ts'
import { BINARY } from './hopwise.ts'

/** The command in a terminal of its own, made by `script` (bsdutils, on every Debian). */
export interface Terminal {
  /** Types keys as they are: `\r` is Enter, `\x03` Ctrl-C. */
  type(keys: string): void
  /** Everything that was on the screen, with control sequences and `\r\n`. */
  screen(): string
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Whether what is shown is read at all: one that is stopped does not take more. */
  stop(): void
  go(): void
  /** Closes the window. */
  close(): void
  readonly ended: Promise<number | null>
}

export interface TerminalOptions {
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  /** A shell command that runs in the same terminal afterwards. */
  readonly afterwards?: string
}

export function hopwiseInTerminal(
  t: TestContext,
  args: readonly string[],
  options: TerminalOptions = {},
): Terminal {
  const { columns = 100, env = {}, afterwards = 'true' } = options
  const command = [process.execPath, BINARY, ...args].map(shellWord).join(' ')
  // The trap is for the shell alone, which else dies of Ctrl-C together with the command.
  const line = `trap : INT; stty cols ${columns}; ${command}; code=$?; ${afterwards}; exit $code`
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      SHELL: '/bin/sh',
      TERM: 'xterm',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      ...env,
    },
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  cleanUp(t, async () => {
    child.kill('SIGKILL') // its end hangs up the terminal, and so ends what runs in it
    child.stdout.resume()
    await ended
  })
  return {
    type: (keys) => void child.stdin.write(keys),
    screen: () => screen,
    stop: () => void child.stdout.pause(),
    go: () => void child.stdout.resume(),
    close: () => void child.kill('SIGKILL'),
    ended,
    async until(pattern) {
      for (;;) {
        const found = pattern.exec(screen)
        if (found !== null) return found
        const next = await Promise.race([once(child.stdout, 'data'), ended])
        if (!Array.isArray(next) && !pattern.test(screen)) throw new Error(`it ended:\n${screen}`)
      }
    },
  }
}
