import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import type { Secret } from '../../secret.ts'
import { type HelperReply, parseReply, requestLine } from './helper-line.ts'
import { tellStderr } from './stderr-lines.ts'

export interface HelperProcessOptions {
  /** Path of the program and its arguments. No shell looks at them. */
  readonly command: readonly string[]
  /** Where it runs. Absent: where we run. */
  readonly directory?: string | undefined
  /** All of its environment. */
  readonly environment: Readonly<Record<string, string>>
  /** How many questions it may be asked at a time, each with a number; 0 is one, without. */
  readonly channels: number
  /** How long one answer may take. Then the process is killed. */
  readonly timeLimitMs: number
  /** Told once, when it has ended. */
  readonly onEnd: (how: Ended) => void
  /** Told what it says on standard error. */
  readonly onLine: (line: string) => void
}

export interface Ended {
  /** For the operator: `it ended with code 1`. */
  readonly sentence: string
  readonly hasAnswered: boolean
}

/** Why there is no answer. The message is the end of a sentence about the program. */
export class HelperError extends Error {
  override readonly name = 'HelperError'
  /** It ended before it answered: another one may be asked. */
  readonly isLost: boolean

  constructor(message: string, isLost: boolean) {
    super(message)
    this.isLost = isLost
  }
}

/** One running program that speaks Squid's basic helper protocol. */
export interface HelperProcess {
  /** Whether it can be asked one more question now. */
  readonly isFree: boolean
  readonly questions: number
  /** @throws {HelperError} */
  ask(username: string, password: Secret): Promise<HelperReply>
  /** Ends it: politely, which is the end of its input, or by SIGKILL. */
  end(how: 'politely' | 'now'): void
}

export function startHelper(options: HelperProcessOptions): HelperProcess {
  return new Helper(options)
}

interface Question {
  readonly password: Secret
  readonly timer: NodeJS.Timeout
  readonly resolve: (reply: HelperReply) => void
  readonly reject: (error: HelperError) => void
}

class Helper implements HelperProcess {
  readonly #options: HelperProcessOptions
  readonly #child: ChildProcessWithoutNullStreams
  readonly #questions = new Map<number, Question>()
  /** Of the latest answers: what it says of them on its other stream may come after them. */
  readonly #answered: Secret[] = []
  #rest = ''
  #hasAnswered = false
  /** Why it has ended or will, told instead of its exit code. */
  #reason: string | undefined
  #isOver = false

  constructor(options: HelperProcessOptions) {
    const { command, directory, environment, onLine } = options
    const [file = '', ...args] = command
    this.#options = options
    // A group of its own, so that what it has started itself is killed with it, and Ctrl-C at our
    // terminal is ours alone.
    this.#child = spawn(file, args, {
      ...(directory !== undefined && { cwd: directory }),
      env: environment,
      stdio: 'pipe',
      detached: true,
    })
    const secrets = () => [
      ...this.#answered,
      ...Array.from(this.#questions.values(), ({ password }) => password),
    ]
    tellStderr(this.#child.stderr, { secrets, tell: onLine })
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => this.#read(text))
    // A program that has ended cannot be written to: its end says why.
    this.#child.stdin.on('error', () => {})
    this.#child.on('error', (error) => this.#over(`it cannot be started (${error.message})`))
    this.#child.on('exit', (code, signal) => {
      const how = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`
      // What it said last may still be on its way; unless somebody else keeps its output open.
      const timer = setTimeout(() => this.#over(how), LAST_WORDS_MS)
      this.#child.on('close', () => {
        clearTimeout(timer)
        this.#over(how)
      })
    })
  }

  get questions(): number {
    return this.#questions.size
  }

  get isFree(): boolean {
    const isUsable = !this.#isOver && this.#reason === undefined
    return isUsable && this.#questions.size < Math.max(1, this.#options.channels)
  }

  ask(username: string, password: Secret): Promise<HelperReply> {
    const { channels, timeLimitMs } = this.#options
    let channel = 0
    while (this.#questions.has(channel)) channel++
    return new Promise((resolve, reject) => {
      const late = `it did not answer within ${timeLimitMs} ms and was killed`
      const timer = setTimeout(() => this.#kill(late, channel), timeLimitMs)
      this.#questions.set(channel, { password, timer, resolve, reject })
      this.#child.stdin.write(requestLine(channels > 0 ? channel : undefined, username, password))
    })
  }

  end(how: 'politely' | 'now'): void {
    if (how === 'politely') this.#child.stdin.end()
    else this.#kill('it was ended')
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) this.#answer(line)
    if (this.#rest.length > LINE_LENGTH_MAX) {
      this.#kill('its answer has no end, so it was killed')
    }
  }

  #answer(line: string): void {
    const reply = parseReply(line, this.#options.channels > 0)
    const question = reply && this.#questions.get(reply.channel ?? 0)
    if (reply === undefined || question === undefined) {
      // From here on nobody knows which answer belongs to which question.
      this.#kill(
        reply === undefined
          ? 'it printed a line that is no answer (OK, ERR or BH), and was killed'
          : 'it answered what it was not asked, and was killed',
      )
      return
    }
    this.#hasAnswered = true
    this.#questions.delete(reply.channel ?? 0)
    this.#answered.push(question.password)
    if (this.#answered.length > ANSWERED_MAX) this.#answered.shift()
    clearTimeout(question.timer)
    question.resolve(reply)
  }

  /** @param late the question that is not to be asked elsewhere, since it may be why */
  #kill(reason: string, late?: number): void {
    if (this.#reason !== undefined || this.#isOver) return
    this.#reason = reason
    const question = late === undefined ? undefined : this.#questions.get(late)
    if (late !== undefined) this.#questions.delete(late)
    question?.reject(new HelperError(reason, false))
    killGroup(this.#child)
  }

  #over(how: string): void {
    if (this.#isOver) return
    this.#isOver = true
    const sentence = this.#reason ?? how
    for (const { timer, reject } of this.#questions.values()) {
      clearTimeout(timer)
      reject(new HelperError(sentence, true))
    }
    this.#questions.clear()
    this.#options.onEnd({ sentence, hasAnswered: this.#hasAnswered })
  }
}

function killGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    // It has just ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const LAST_WORDS_MS = 500
/** More than are answered while one line is on its way. */
const ANSWERED_MAX = 64
/** Squid's own buffer for one answer is 32 KiB. */
const LINE_LENGTH_MAX = 32_768
