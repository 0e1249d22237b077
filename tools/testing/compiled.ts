import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a program of ours to its end, with nothing of this environment but a home that is given. */
export async function runIn(
  home: string,
  program: string,
  args: readonly string[],
  input = '',
): Promise<Ran> {
  const running = startIn(home, program, args)
  running.child.stdin!.end(input)
  return await running.ended
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ran>
  /** The first match on standard error; rejects when it ends without. */
  until(pattern: RegExp): Promise<RegExpExecArray>
}

export function startIn(home: string, program: string, args: readonly string[]): Running {
  const env = { HOME: home, PATH: '/nonexistent', LANG: 'C.UTF-8' }
  const child = spawn(process.execPath, [program, ...args], { env, cwd: home })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const ended = once(child, 'close').then(([code]): Ran => ({ code: code as number, ...said }))
  return {
    child,
    ended,
    async until(pattern) {
      for (;;) {
        const found = pattern.exec(said.err)
        if (found) return found
        const next = await Promise.race([once(child.stderr, 'data'), ended])
        if (!Array.isArray(next) && !pattern.test(said.err)) throw new Error(`ended: ${said.err}`)
      }
    },
  }
}

/** The status of one GET: through the proxy with credentials, or of the proxy itself without. */
export function statusOf(proxy: string, target: string, userPass?: string): Promise<number> {
  const credentials =
    userPass === undefined
      ? {}
      : { 'proxy-authorization': `Basic ${Buffer.from(userPass).toString('base64')}` }
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(proxy)
    const options = { host: hostname, port, path: target, agent: false, headers: credentials }
    request(options, (response) => {
      response.resume().on('end', () => resolve(response.statusCode!))
    })
      .on('error', reject)
      .end()
  })
}
