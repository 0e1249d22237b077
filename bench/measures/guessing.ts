import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { type GuessKind, timeRefusals } from '../load/time-refusals.ts'
import { compareSamples } from '../machine/compare-samples.ts'
import { median } from '../machine/median.ts'
import type { Scope } from '../machine/scope.ts'
import { listeningPort } from '../peers/hopwise.ts'
import type { Bench, Measure, Outcome, Standing } from './measure.ts'

/** Whether the time of a refusal tells that there is such a user. */
export const guessing: Measure = {
  name: 'guessing',
  isAskedFor: true,
  title: ({ guessing }) =>
    `µs by which a wrong password of a known user is answered later than one of nobody; ${guessing.tries} tries ` +
    'of each, interleaved; "certain" is what is left of the difference when chance (95 %) is taken off; ' +
    'beyond ±1.96 z says that there is one, however small; the first row is the worst of all',
  columns: [
    { key: 'certainMicros', heading: 'µs certain', digits: 1 },
    { key: 'differenceMicros', heading: 'µs difference', digits: 1 },
    { key: 'withinMicros', heading: '± µs', digits: 1 },
    { key: 'z', heading: 'z', digits: 2 },
    { key: 'medianMs', heading: 'ms a refusal', digits: 2 },
  ],
  run,
}

function run({ scope, plan, say }: Bench): Promise<Outcome> {
  const { tries } = plan.guessing
  return scope.within(async (inner) => {
    say('guessing: own users')
    const own = await standingsOf(await serveOwn(inner), OWN, tries)
    say('guessing: a password file of mixed formats')
    const mixed = await standingsOf(await serveMixed(inner), MIXED, tries)
    const all = [...own, ...mixed]
    const worst = all.toSorted(([, a], [, b]) => certainOf(b) - certainOf(a)).slice(0, 1)
    const first = worst.map(([, standing]) => ['hopwise', standing] as const)
    return { origin: 'none', peers: Object.fromEntries([...first, ...all]) }
  })
}

type Measured = Extract<Standing, { kind: 'measured' }>

/** Of every kind of known user, compared with nobody, the first kind. */
export async function standingsOf(
  port: number,
  [nobody, ...known]: readonly GuessKind[],
  tries: number,
): Promise<[name: string, Measured][]> {
  if (nobody === undefined) throw new TypeError('there is nobody to compare with')
  const times = await timeRefusals(port, [nobody, ...known], tries)
  const ofNobody = times.get(nobody.name) ?? []
  return known.map(({ name }) => {
    const own = times.get(name) ?? []
    const { difference, within, z } = compareSamples(ofNobody, own)
    const values = {
      certainMicros: Math.max(0, Math.abs(difference) - within),
      differenceMicros: difference,
      withinMicros: within,
      z,
      medianMs: median(own) / 1000,
    }
    return [name, { kind: 'measured', values, rounds: [values] }]
  })
}

function certainOf(standing: Measured): number {
  return standing.values['certainMicros'] ?? Number.NaN
}

/** Users of `hopwise user`: argon2id. */
async function serveOwn(scope: Scope): Promise<number> {
  const data = scope.path('own')
  for (const user of OWN[1]?.users ?? []) {
    const args = ['user', 'add', user, '--generate', '--data', data]
    const ran = spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' })
    if (ran.status !== 0) throw new Error(`no user: ${ran.stderr}`)
  }
  return serve(scope, 'own', 'kind: users')
}

/** A password file with users of every kind. Returns the port. */
export async function serveMixed(scope: Scope): Promise<number> {
  const lines = MIXED.slice(1).flatMap(({ name, users }) =>
    users.map((user) => `${user}:${HASHES[name]}\n`),
  )
  fs.chmodSync(scope.write('mixed.htpasswd', lines.join('')), 0o600)
  return serve(scope, 'mixed', 'kind: htpasswd, file: mixed.htpasswd')
}

async function serve(scope: Scope, name: string, store: string): Promise<number> {
  const config = scope.write(`${name}.yaml`, configuration(name, store))
  const args = ['serve', '--config', config, '--log-format', 'none']
  const program = scope.start(process.execPath, [COMMAND, ...args])
  await program.until('say where it listens', () => listeningPort(program.said()) > 0)
  return listeningPort(program.said())
}

/** Nobody is locked out while they measure. */
function configuration(name: string, store: string): string {
  return `data: ${name}
listeners:
  - listen: 127.0.0.1:0
authentication:
  default: { schemes: [basic], stores: [only] }
stores:
  only: { ${store} }
guessing: { answer: none }
`
}

const COMMAND = path.join(import.meta.dirname, '../../packages/cli/bin/hopwise.mjs')

/** Names of one length, so that nothing else differs. */
function users(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(5, '0')}`)
}

const NOBODY: GuessKind = { name: 'nobody', users: users('nob', 1000) }
const OWN: readonly GuessKind[] = [NOBODY, { name: 'own users, argon2id', users: users('own', 10) }]
/** Of "secret", by openssl passwd and htpasswd. */
const HASHES: Readonly<Record<string, string>> = {
  'file, bcrypt 5': '$2y$05$0njBE8l91g.6RXEV3BFgpO1IF0bt3WPNhCHzuJR5C32imp6aq.8nm',
  'file, apr1': '$apr1$hopwise0$oMOELsXpu.OY2bZ0DJh8K.',
  'file, sha512-crypt':
    '$6$hopwisesalt12345$DAp.P8mleQJ2OsbL8faE4WgEGTMRuz6HBznwovK.jcTPIEWyHfq7YTXQImgOjyY4a/lC8oWlPLU47i78uPE0n/',
  'file, {SHA}': '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
}
export const MIXED: readonly GuessKind[] = [
  NOBODY,
  ...Object.keys(HASHES).map((name, n) => ({ name, users: users(`mx${n}`, 10 * (n + 1)) })),
]
