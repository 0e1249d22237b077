import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { environment, run } from './run-program.ts'

/** A bare repository `project.git` in `dir`, with one commit that has one file. */
export async function makeRepository(dir: string): Promise<void> {
  const work = join(dir, 'work')
  const git = async (...args: readonly string[]): Promise<void> => {
    const ran = await run('git', args, { env: { ...ISOLATED, ...AUTHOR } })
    if (ran.code !== 0) throw new Error(`git ${args.join(' ')}: ${ran.stderr}`)
  }
  await git('init', '-q', '-b', 'main', work)
  await git('-C', work, 'commit', '-q', '--allow-empty', '-m', 'First')
  await git('clone', '-q', '--bare', work, join(dir, 'project.git'))
}

/** Serves the repositories of `dir` by git's own CGI program (smart HTTP). */
export function serveGit(dir: string): RequestListener {
  return (request, response) => {
    void runBackend(dir, request, response).catch((error: unknown) =>
      response.destroy(error as Error),
    )
  }
}

async function runBackend(
  dir: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://origin')
  const child = spawn('git', ['http-backend'], {
    env: environment({
      ...ISOLATED,
      GIT_PROJECT_ROOT: dir,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    }),
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(child.stdin)
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(child, 'close')
  answer(response, Buffer.concat(chunks))
}

/** A CGI program prints field lines, `Status` among them, an empty line, and the body (RFC 3875 §6). */
function answer(response: ServerResponse, printed: Buffer): void {
  const end = printed.indexOf('\r\n\r\n')
  for (const line of printed.subarray(0, end).toString('latin1').split('\r\n')) {
    const [name = '', value = ''] = line.split(': ')
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10)
    else response.setHeader(name, value)
  }
  response.end(printed.subarray(end + 4))
}

/** No configuration of the machine or of its user, and no question on a terminal. */
export const ISOLATED: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
}

const AUTHOR = {
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}
