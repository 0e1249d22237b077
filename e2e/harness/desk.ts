import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missing } from './missing.ts'
import type { Office } from './office.ts'
import { type Ran, run } from './run-program.ts'
import type { Scope } from './scope.ts'
import { ROOT } from './start-proxy.ts'
import { tempDir } from './temp-dir.ts'

/** Where somebody sits and types. */
export interface Desk {
  /**
   * Runs the lines in a shell, in a new directory of a new home, as root.
   *
   * @param variables of the shell: a file of that name sets them
   */
  type(scope: Scope, lines: readonly string[], variables?: readonly string[]): Promise<Ran>
}

/** What a program in Java needs to be made, for the `skip` option. */
export const withoutJava: string | false = missing('java', 'javac', 'jar', 'keytool')

/** A machine on which the office's sites are trusted as the rest of the web is, and apt has one source. */
export async function furnish(scope: Scope, { desk, certificates }: Office): Promise<Desk> {
  const room = await openDir(scope)
  const system = await readFile(SYSTEM_TRUST, 'utf8').catch(() => '')
  await writeFile(join(room, 'trust.crt'), `${system}\n${certificates.authorityText}`)
  await desk.set(`mount --bind ${room}/trust.crt ${SYSTEM_TRUST}`)
  await furnishApt(scope, desk)
  if (!withoutJava) await makeJar(room, certificates.authority)
  const env = {
    ...(!withoutJava && { JAVA_TOOL_OPTIONS: javaOptions(room) }),
    NODE_EXTRA_CA_CERTS: certificates.authority,
    PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}:/usr/sbin`,
  }
  return {
    async type(scope, lines, variables = []) {
      const home = await openDir(scope)
      const cwd = await openProject(home, room, variables)
      const options = { cwd, env: { ...env, HOME: home }, limitMs: 90_000 }
      return await desk.run('sh', ['-ec', lines.join('\n')], options)
    },
  }
}

/** A project of npm, beside what `npm install @hopwise/agent` leaves. */
async function openProject(
  home: string,
  room: string,
  variables: readonly string[],
): Promise<string> {
  await mkdir(join(home, 'node_modules/@hopwise'), { recursive: true })
  await symlink(join(ROOT, 'packages/agent'), join(home, 'node_modules/@hopwise/agent'))
  const project = join(home, 'project')
  await mkdir(project)
  await writeFile(join(project, 'package.json'), '{"name":"project","version":"1.0.0"}')
  await writeFile(join(project, 'variables'), `${variables.join('\n')}\n`)
  await writeFile(join(project, 'program.js'), PROGRAM)
  if (!withoutJava) await symlink(join(room, 'PROGRAM.jar'), join(project, 'PROGRAM.jar'))
  return project
}

async function furnishApt(scope: Scope, desk: Office['desk']): Promise<void> {
  const room = await openDir(scope)
  const places = ['etc', 'lists', 'cache'].map((name) => join(room, name))
  for (const place of places) await mkdir(place)
  for (const part of ['apt.conf.d', 'preferences.d', 'trusted.gpg.d']) {
    await mkdir(join(room, 'etc', part))
  }
  const sources = ['http://deb.debian.org/debian', 'https://deb.debian.org/security']
  const lines = sources.map((source) => `deb [trusted=yes] ${source} ./\n`)
  await writeFile(join(room, 'etc/sources.list'), lines.join(''))
  await writeFile(join(room, 'etc/apt.conf.d/retries'), 'Acquire::Retries "0";\n')
  await desk.set(`mount --bind ${room}/etc /etc/apt
    mount --bind ${room}/lists /var/lib/apt/lists
    mount --bind ${room}/cache /var/cache/apt`)
}

async function makeJar(room: string, authority: string): Promise<void> {
  const program = fileURLToPath(new URL('../programs/FetchByDefault.java', import.meta.url))
  await succeed('javac', ['-d', room, program])
  const jar = join(room, 'PROGRAM.jar')
  await succeed('jar', ['cfe', jar, 'FetchByDefault', '-C', room, 'FetchByDefault.class'])
  const store = ['-keystore', join(room, 'trust.jks'), '-storepass', STORE_PASSWORD]
  await succeed('keytool', ['-importcert', '-noprompt', '-file', authority, ...store])
}

function javaOptions(room: string): string {
  const trust = 'javax.net.ssl.trustStore'
  return `-D${trust}=${room}/trust.jks -D${trust}Password=${STORE_PASSWORD} -XX:TieredStopAtLevel=1`
}

/** One that apt's own user can look into. */
async function openDir(scope: Scope): Promise<string> {
  const dir = await tempDir(scope)
  await chmod(dir, 0o755)
  return dir
}

async function succeed(file: string, args: readonly string[]): Promise<void> {
  const ran = await run(file, args, { limitMs: 60_000 })
  assert.equal(ran.code, 0, ran.stderr)
}

const SYSTEM_TRUST = '/etc/ssl/certs/ca-certificates.crt'
const STORE_PASSWORD = 'changeit'
const PROGRAM = `fetch('https://example.com/text').then(async (response) => console.log(await response.text()))\n`
