import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { run } from './run.ts'
import { scene } from './testing/scene.ts'

test('the version is that of the package, alone on its line', async () => {
  const { surroundings, stdout } = scene()
  assert.equal(await run(['--version'], surroundings), 0)
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  assert.equal(stdout(), `${manifest.version}\n`)
})

for (const args of [
  [],
  ['serve'],
  ['user'],
  ['user', 'add'],
  ['token'],
  ['token', 'create'],
  ['lockouts'],
  ['journal'],
  ['explain'],
  ['codes'],
  ['completion'],
]) {
  test(`hopwise ${[...args, '--help'].join(' ')} fits a narrow terminal and goes to standard output`, async () => {
    const { surroundings, stdout, stderr } = scene({ isTty: true, columns: 60 })
    assert.equal(await run([...args, '--help'], surroundings), 0)
    assert.match(stdout(), new RegExp(`^Usage: ${['hopwise', ...args].join(' ')}`))
    assert.match(stdout(), /-h, --help +print this help/)
    const tooLong = stdout()
      .split('\n')
      // A word that cannot be broken, such as a path, may run over.
      .filter((line) => line.length > 60 && !/^ {2}hopwise |^ +\S+$/.test(line))
    assert.deepEqual(tooLong, [])
    assert.equal(stderr(), '')
  })
}

test('a group of commands without one shows its help as an error', async () => {
  const { surroundings, stdout, stderr } = scene()
  assert.equal(await run(['user'], surroundings), 2)
  assert.match(stderr(), /Usage: hopwise user/)
  assert.equal(stdout(), '')
})
