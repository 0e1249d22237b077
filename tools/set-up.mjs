/**
 * Makes a checkout ready to run: the dependencies that package-lock.json names, installed once.
 * Plain JavaScript for Node 18, since it runs before anything is installed.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { takeTurn } from './turn.mjs'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** What a person can do something about: printed without a stack. */
export class SetUpError extends Error {}

/** Resolves when the dependencies are installed as the lock file says; throws `SetUpError` when they cannot be. */
export async function setUp() {
  const wanted = fingerprint()
  if (stamp() === wanted) return
  const giveBack = await takeTurn(inRoot('.hopwise/set-up.lock'), () =>
    say('waiting for another set-up of this checkout to finish …\n'),
  ).catch((error) => {
    throw new SetUpError(`cannot write to ${ROOT}, which the set-up needs: ${error.message}`)
  })
  try {
    if (stamp() === wanted) return
    if (!isInstalled()) await install()
    fs.writeFileSync(STAMP, wanted)
  } finally {
    giveBack()
  }
}

/** Whoever changes a dependency changes one of these files. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  const packages = fs.readdirSync(inRoot('packages')).sort()
  for (const name of [...packages.map((dir) => `packages/${dir}/package.json`), ...ROOT_FILES]) {
    if (fs.existsSync(inRoot(name))) hash.update(name).update(fs.readFileSync(inRoot(name)))
  }
  return hash.digest('hex')
}

function stamp() {
  return fs.existsSync(STAMP) ? fs.readFileSync(STAMP, 'utf8') : undefined
}

/** Whether somebody's own `npm install` has left what the lock file asks for: then there is nothing to do. */
function isInstalled() {
  const inventory = inRoot('node_modules/.package-lock.json')
  if (!fs.existsSync(inventory) || !fs.existsSync(inRoot('node_modules/.bin/node'))) return false
  const present = readJson(inventory).packages
  const asked = Object.entries(readJson(inRoot('package-lock.json')).packages)
  return asked.every(([where, { version, optional, link }]) => {
    if (!where.startsWith('node_modules/')) return true
    if (link) return fs.existsSync(inRoot(where))
    // An optional package that is absent is one for another platform.
    return present[where] ? present[where].version === version : optional === true
  })
}

async function install() {
  const from = Date.now()
  say('installing dependencies (only when they changed) …')
  const { code, output } = await npm([
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ])
  say(` ${((Date.now() - from) / 1000).toFixed(0)} s\n`)
  if (code === 0) return
  process.stderr.write(`${output.trim()}\n`)
  if (code === 'ENOENT') throw new SetUpError('npm is not installed: apt-get install npm')
  throw new SetUpError(`npm ci failed (${code}): the dependencies are not installed, see above`)
}

/** The npm of the machine: not one in a node_modules that is just being replaced. */
function npm(args) {
  const { NODE_ENV, ...env } = process.env
  const outside = (dir) => !dir.startsWith(inRoot('node_modules'))
  env.PATH = (env.PATH ?? '').split(path.delimiter).filter(outside).join(path.delimiter)
  let child
  const stop = (signal) => child?.kill(signal)
  // Before npm runs: a signal in between would end us and leave it behind.
  for (const signal of STOP_SIGNALS) process.on(signal, stop)
  return new Promise((resolve) => {
    child = spawn('npm', args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (some) => {
        output += some
      })
    }
    const end = (code) => {
      for (const signal of STOP_SIGNALS) process.off(signal, stop)
      resolve({ code, output })
    }
    child.on('error', (error) => end(error.code))
    child.on('close', (code, signal) => end(code ?? signal))
  })
}

function say(text) {
  process.stderr.write(text)
}

function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}

function inRoot(name) {
  return path.join(ROOT, name)
}

const ROOT_FILES = ['package.json', 'package-lock.json']
const STAMP = inRoot('node_modules/.hopwise-set-up')
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
