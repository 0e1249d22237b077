/**
 * The names in `data/constants.json` against the languages on this machine: each says itself what
 * it has. A newer or older version than the one that was read may have fewer or more.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { STATUS_CODES } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { bareConstant, constantsOf } from './constants.ts'

const namesIn = (language: string, code: number): readonly string[] =>
  constantsOf(code)
    .find((one) => one.language.language === language)
    ?.names.map(bareConstant) ?? []

test('Node’s table has our phrases, and ours has all of its codes', () => {
  for (let code = 100; code <= 999; code++) {
    const [ours] =
      constantsOf(code).find(({ language }) => language.language === 'node')?.names ?? []
    assert.equal(ours, STATUS_CODES[code], `${code}`)
  }
})

test('Python’s http.HTTPStatus has our names', (t) => {
  const script =
    'import http,json;print(json.dumps([[n,int(s)] for n,s in http.HTTPStatus.__members__.items()]))'
  const output = run('python3', ['-c', script])
  if (output === undefined) return t.skip('python3 is not installed')
  const members = JSON.parse(output) as readonly (readonly [string, number])[]
  for (const [name, code] of members) {
    assert.ok(namesIn('python', code).includes(name), `${name} = ${code}`)
  }
  const codes = new Set(members.map(([, code]) => code))
  for (let code = 100; code <= 599; code++) {
    const isKnown = namesIn('python', code).length > 0
    assert.ok(!isKnown || codes.has(code), `${code} is not in this Python`)
  }
})

test('Java’s HttpURLConnection has our names', (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hopwise-java-'))
  t.after(() => fs.rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'Codes.java')
  fs.writeFileSync(file, JAVA)
  const output = run('java', [file])
  if (output === undefined) return t.skip('java is not installed')
  const fields = output
    .trim()
    .split('\n')
    .map((line) => line.split('='))
  assert.ok(fields.length >= 35)
  for (const [name = '', code = ''] of fields) {
    assert.ok(namesIn('java-httpurlconnection', Number(code)).includes(name), `${name} = ${code}`)
  }
  const known = new Set(fields.map(([name]) => name))
  for (let code = 100; code <= 599; code++) {
    for (const name of namesIn('java-httpurlconnection', code)) assert.ok(known.has(name), name)
  }
})

test('nginx, where it is installed, sends the phrases we have for it', (t) => {
  const binary = '/usr/sbin/nginx'
  if (!fs.existsSync(binary)) return t.skip('nginx is not installed')
  // The phrases stand in the program as they are sent: `407 Proxy Authentication Required`.
  const program = fs.readFileSync(binary, 'latin1')
  const texts = Array.from({ length: 500 }, (_, index) => 100 + index).flatMap((code) => {
    const names = constantsOf(code).find(
      ({ language }) => language.language === 'nginx-text',
    )?.names
    return (names ?? []).map((name) => `${code} ${name}`)
  })
  const missing = texts.filter((text) => !program.includes(text))
  // 407 has its phrase only since the version that can ask for it.
  assert.deepEqual(
    missing.filter((text) => !text.startsWith('407 ')),
    [],
  )
})

const JAVA = `
import java.lang.reflect.Modifier;
import java.net.HttpURLConnection;

class Codes {
  public static void main(String[] args) throws Exception {
    for (var field : HttpURLConnection.class.getFields()) {
      if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
        System.out.println(field.getName() + "=" + field.getInt(null));
      }
    }
  }
}
`

/** What a program prints; undefined where it is not installed. */
function run(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
