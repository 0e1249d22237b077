import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { closedPort } from '../../e2e/harness/closed-port.ts'
import { type Block, blocksOf, missingLine, onPort, unmarked } from './documented-commands.ts'
import { noProblems } from './no-problems.ts'
import { ROOT, readFiles } from './source-files.ts'

const DOCUMENTS = readFiles(['README.md', 'CONTRIBUTING.md', 'docs'], ['.md']).filter(
  (file) => !file.path.startsWith('docs/errors/') && blocksOf(file).length > 0,
)

test('every shell block of a document is marked', () => {
  noProblems(DOCUMENTS.flatMap((file) => unmarked(blocksOf(file))))
})

// Those are run by e2e/documented-examples.test.ts: with files, and with answers that are compared whole.
const BY_E2E = /^docs\/(?:authentication\/|parents\.md$|relay\.md$|socks\.md$)/
const IN_GATE = DOCUMENTS.filter(({ path }) => !BY_E2E.test(path))

for (const document of IN_GATE) {
  const blocks = blocksOf(document).filter(({ mode }) => mode === 'run' || mode === 'serve')
  if (blocks.length === 0) continue
  test(`the commands of ${document.path} do what it shows`, async () => {
    const port = await closedPort()
    const home = fs.mkdtempSync(path.join(os.tmpdir(), 'documented-'))
    const servers: Server[] = []
    try {
      for (const block of blocks) {
        const shown = block.shown.map((line) => onPort(line, port))
        const own = { ...block, shown, script: onPort(block.script, port) }
        const output = await perform(own, home, servers)
        const line = missingLine(output, shown)
        assert.equal(line, undefined, `${block.where} does not print this, but:\n${output}`)
      }
      for (const server of servers) {
        const { code, output } = await server.stop()
        assert.equal(code, 0, `a stopped server ended with ${code}: ${output}`)
      }
    } finally {
      await Promise.all(servers.map((server) => server.stop()))
      fs.rmSync(home, { recursive: true, force: true })
    }
  })
}

interface Server {
  stop(): Promise<{ readonly code: number | null; readonly output: string }>
}

/** Runs a block in a home of its own, so that data directories are fresh. Returns what it printed. */
async function perform(block: Block, home: string, servers: Server[]): Promise<string> {
  const { NODE_TEST_CONTEXT, INIT_CWD, ...outer } = process.env
  const isOwn = (name: string) => !/^(?:npm_|XDG_|.*_proxy$|HOPWISE)/i.test(name)
  const kept = Object.fromEntries(Object.entries(outer).filter(([name]) => isOwn(name)))
  const env = { ...kept, HOME: home, TMPDIR: home }
  return block.mode === 'serve' ? serve(block, env, servers) : run(block, env)
}

function run({ script, where }: Block, env: NodeJS.ProcessEnv): string {
  const options = { cwd: ROOT, env, encoding: 'utf8', timeout: 60_000 } as const
  const { status, stdout, stderr } = spawnSync('sh', ['-ec', script], options)
  assert.equal(status, 0, `${where} ended with ${status}: ${stdout}${stderr}`)
  return stdout + stderr
}

/** Starts what stays, and waits until it is ready and has printed what is shown, or should have. */
function serve(
  { script, shown }: Block,
  env: NodeJS.ProcessEnv,
  servers: Server[],
): Promise<string> {
  const child = spawn('sh', ['-ec', script], { cwd: ROOT, env })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let output = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => resolve(output), 30_000)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const isReady = /^.*listening on .*\n/m.test(output)
        if (!isReady || missingLine(output, shown) !== undefined) return
        clearTimeout(late)
        resolve(output)
      })
    }
    void ended.then((code) => {
      clearTimeout(late)
      reject(new Error(`it ended with ${code}: ${output}`))
    })
    servers.push({
      stop: () => {
        child.kill('SIGTERM')
        return ended.then((code) => ({ code, output }))
      },
    })
  })
}

const PAGE = {
  path: 'a.md',
  text: '# A\n\n```sh run\n# prose\necho one\n# one\necho two three\n# two … three\n```\n\n```sh\nls\n```\n',
}

test('a block has its mode, its commands and what they show', () => {
  const [first, second] = blocksOf(PAGE)
  assert.deepEqual([first?.where, first?.mode], ['a.md:3', 'run'])
  assert.deepEqual(first?.shown, ['one', 'two … three'])
  assert.equal(unmarked([first!, second!]).length, 1)
})

test('what is shown must come, and in that order', () => {
  assert.equal(missingLine('one\ntwo  and\nthree', ['one', 'two … three']), undefined)
  assert.equal(missingLine('two\none', ['one', 'two']), 'two')
  assert.equal(missingLine('', ['one']), 'one')
})

test('a server gets a port of its own', () => {
  assert.equal(onPort('npm start\n', 5), 'exec npm start -- --listen 127.0.0.1:5\n')
  assert.equal(
    onPort('npm start -- --realm x\n', 5),
    'exec npm start -- --realm x --listen 127.0.0.1:5\n',
  )
  assert.equal(onPort('curl -x http://127.0.0.1:4070 a', 5), 'curl -x http://127.0.0.1:5 a')
})
