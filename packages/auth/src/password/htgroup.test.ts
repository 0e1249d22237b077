import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseHtgroup } from './htgroup.ts'

test('a group has members, a user has groups', () => {
  assert.deepEqual(groupsIn('staff: alice bob\nlab:alice\n# nobody: alice\n\nempty:\n'), {
    alice: ['staff', 'lab'],
    bob: ['staff'],
  })
})

test('names with blanks are quoted, of either kind, and a backslash goes on in the next line', () => {
  assert.deepEqual(groupsIn(`staff: "Jane Doe" 'O"Neill' "a\\"b" \\\n  bob\\\n`), {
    'Jane Doe': ['staff'],
    'O"Neill': ['staff'],
    'a"b': ['staff'],
    bob: ['staff'],
  })
})

// The same file was given to mod_authz_groupfile of Apache 2.4.71, which let the same users in.
test('what Apache makes of a file is made of it here', () => {
  const file = 'staff: "Jane Doe" alice \\\n  bob\nlab : alice\nlab: \'a"b\'\n  # comment\n'
  assert.deepEqual(groupsIn(file), {
    'Jane Doe': ['staff'],
    alice: ['staff', 'lab'],
    bob: ['staff'],
    'a"b': ['lab'],
  })
})

test('several lines of a group add up, and a member who is named twice is one', () => {
  assert.deepEqual(groupsIn('staff: alice alice\nstaff: bob alice\n'), {
    alice: ['staff'],
    bob: ['staff'],
  })
})

test('names that objects have are names', () => {
  assert.deepEqual(parse('staff: __proto__ constructor').groups.get('__proto__'), ['staff'])
  assert.equal(parse('').groups.get('constructor'), undefined)
})

test('a line that cannot be used is told by its number and left out', () => {
  const { groups, problems } = parse('alice bob\n: alice\nlab: "alice\nstaff: \\\n bob\n\tx\x01: y')
  assert.deepEqual(Object.fromEntries(groups), { bob: ['staff'] })
  assert.deepEqual(problems, [
    { kind: 'colon-missing', line: 1 },
    { kind: 'name-missing', line: 2 },
    { kind: 'quote-open', group: 'lab', line: 3 },
    { kind: 'name-unusable', line: 6 },
  ])
})

test('a file may end where it says that it goes on', () => {
  assert.deepEqual(groupsIn('staff: alice \\\n'), { alice: ['staff'] })
  for (const text of ['\nstaff alice \\\n', '\nstaff alice \\']) {
    assert.deepEqual(parse(text).problems, [{ kind: 'colon-missing', line: 2 }])
  }
})

test('whatever the file holds, it is read to the end', () => {
  const octet = fc.constantFrom(...Buffer.from('ab: "\'\\\n\r#\0\xff', 'latin1'))
  const octets = fc.array(octet).map((values) => Uint8Array.from(values))
  fc.assert(
    fc.property(fc.oneof(octets, fc.uint8Array({ maxLength: 200 })), (octets) => {
      for (const { line } of parseHtgroup(octets).problems) assert.ok(line >= 1)
    }),
  )
})

function parse(text: string) {
  return parseHtgroup(Buffer.from(text))
}

function groupsIn(text: string) {
  const { groups, problems } = parse(text)
  assert.deepEqual(problems, [])
  return Object.fromEntries(groups)
}
