import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type RunOutcome, ScriptMachine, type World } from './script-machine.ts'

const WASM = readFileSync(new URL(import.meta.resolve('quickjs-wasi/quickjs.wasm')))
/** For what would never end; all else has the time that a busy machine may take. */
const SHORT_MS = 100
const LIMITS = { runTimeoutMs: 30_000, memoryBytesMax: 16 * 1024 * 1024, answerLengthMax: 1_000 }
const WORLD: World = { nowMs: 0, addresses: new Map(), ownAddresses: ['10.0.0.1'] }

function load(script: string, limits = LIMITS) {
  return ScriptMachine.load(script, WASM, limits, WORLD, () => performance.now())
}

function limitsFor(code: string): typeof LIMITS {
  return code === 'SCRIPT_TIMEOUT' ? { ...LIMITS, runTimeoutMs: SHORT_MS } : LIMITS
}

async function run(body: string, limits = LIMITS): Promise<RunOutcome> {
  const machine = await load(`function FindProxyForURL(url, host) { ${body} }`, limits)
  assert.ok(machine instanceof ScriptMachine)
  return machine.run('http://a.test/', 'a.test', WORLD)
}

const HOSTILE: readonly [name: string, body: string, code: string][] = [
  ['an endless loop', 'for (;;);', 'SCRIPT_TIMEOUT'],
  [
    'an endless loop that catches its end',
    'for (;;) try { for (;;); } catch {} finally {}',
    'SCRIPT_TIMEOUT',
  ],
  [
    'an expression that goes back and forth',
    "return /(a+)+b/.test('a'.repeat(40)) + ''",
    'SCRIPT_TIMEOUT',
  ],
  [
    'a pattern that goes back and forth',
    "return shExpMatch('a'.repeat(40), '(a+)+b') + ''",
    'SCRIPT_TIMEOUT',
  ],
  [
    'a loop within what it replaced',
    'String.prototype.endsWith = function () { for (;;); }; dnsDomainIs("a", "b")',
    'SCRIPT_TIMEOUT',
  ],
  [
    'a text of a gigabyte',
    "var s = 'x'; while (s.length < 1e9) s += s; return s",
    'SCRIPT_OUT_OF_MEMORY',
  ],
  [
    'a list that grows',
    "var a = []; for (;;) a.push('x'.repeat(1e5) + a.length)",
    'SCRIPT_OUT_OF_MEMORY',
  ],
  [
    'a buffer of a gigabyte',
    'return String(new ArrayBuffer(1e9).byteLength)',
    'SCRIPT_OUT_OF_MEMORY',
  ],
  ['a function that calls itself', 'return FindProxyForURL(url, host) + 1', 'SCRIPT_FAILED'],
  ['brackets without end', "return JSON.parse('['.repeat(1e5)) + ''", 'SCRIPT_FAILED'],
  ['code without end', "return eval('('.repeat(1e5))", 'SCRIPT_FAILED'],
  ['an error whose message is a getter', 'throw { get message() { for (;;); } }', 'SCRIPT_TIMEOUT'],
  ['a thrown null', 'throw null', 'SCRIPT_FAILED'],
  ['an object', "return { toString: function () { return 'DIRECT' } }", 'ANSWER_NOT_TEXT'],
  ['an object of text', "return new String('DIRECT')", 'ANSWER_NOT_TEXT'],
  ['a promise', "return Promise.resolve('DIRECT')", 'ANSWER_NOT_TEXT'],
  ['a proxy object', 'return new Proxy({}, { get: function () { for (;;); } })', 'ANSWER_NOT_TEXT'],
  ['nothing', '', 'ANSWER_NOT_TEXT'],
  ['null', 'return null', 'ANSWER_NOT_TEXT'],
  ['a symbol', "return Symbol('DIRECT')", 'ANSWER_NOT_TEXT'],
  ['a long text', "return 'DIRECT;'.repeat(1000)", 'ANSWER_TOO_LONG'],
]

for (const [name, body, code] of HOSTILE) {
  test(`${name} is ${code}`, async () => {
    const outcome = await run(body, limitsFor(code))
    assert.equal(outcome.kind === 'failed' ? outcome.code : outcome.kind, code)
  })
}

const PLAYING: readonly [name: string, body: string][] = [
  [
    'properties of Object.prototype',
    "Object.prototype.answer = 'x'; Object.prototype.MON = 6; return weekdayRange('answer') + ''",
  ],
  [
    '__proto__ as a word',
    "return [weekdayRange('__proto__'), dateRange('constructor'), dateRange('__proto__')].join() === 'false,false,false' ? 'false' : 'true'",
  ],
  [
    'length of String.prototype',
    "Object.defineProperty(String.prototype, 'length', { get: function () { return 1 } }); return 'false'",
  ],
  [
    'a name that is an object with a trap',
    "return isResolvable({ toString: function () { return '10.0.0.1' } }) ? 'false' : 'true'",
  ],
]

for (const [name, body] of PLAYING) {
  test(`${name} changes nothing outside`, async () => {
    assert.deepEqual(await run(body), { kind: 'answer', answer: 'false', alerts: [] })
    assert.equal(({} as { answer?: unknown }).answer, undefined)
  })
}

test('a name that is not known ends the run, even if the script does not notice', async () => {
  const caught = await run("try { dnsResolve('B.test') } catch {} return 'DIRECT'")
  assert.deepEqual(caught, { kind: 'lookups', names: ['b.test'] })
})

test('a script may ask for names and addresses while it is read', async () => {
  const own = await load('var own = myIpAddress(); function FindProxyForURL() { return own }')
  assert.ok(own instanceof ScriptMachine)
  assert.deepEqual(own.run('', '', WORLD), { kind: 'answer', answer: '10.0.0.1', alerts: [] })
  const asking = await load("var there = isResolvable('b.test'); function FindProxyForURL() {}")
  assert.deepEqual(asking, { kind: 'lookups', names: ['b.test'] })
})

const UNREADABLE: readonly [name: string, script: string, code: string][] = [
  ['a page of HTML', '<!doctype html><html>', 'SCRIPT_FAILED'],
  ['an empty file', '', 'SCRIPT_WITHOUT_FUNCTION'],
  ['a function of another name', 'function findProxy() {}', 'SCRIPT_WITHOUT_FUNCTION'],
  ['a variable of that name', "var FindProxyForURL = 'DIRECT'", 'SCRIPT_WITHOUT_FUNCTION'],
  ['an endless loop beside the function', 'for (;;);', 'SCRIPT_TIMEOUT'],
  ['an import', "import 'node:fs'; function FindProxyForURL() {}", 'SCRIPT_FAILED'],
]

for (const [name, script, code] of UNREADABLE) {
  test(`${name} instead of a script is ${code}`, async () => {
    const loaded = await load(script, limitsFor(code))
    assert.ok(!(loaded instanceof ScriptMachine) && loaded.kind === 'failed')
    assert.equal(loaded.code, code)
  })
}

test('only so many alerts are kept, and none is long', async () => {
  const outcome = await run(
    "for (var i = 0; i < 100; i++) alert('x'.repeat(1000)); return 'DIRECT'",
  )
  assert.ok(outcome.kind === 'answer')
  assert.equal(outcome.alerts.length, 16)
  assert.equal(outcome.alerts[0]?.length, 256)
})
