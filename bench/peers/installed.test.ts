import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram, parseVersion, versionOf } from './installed.ts'

test('versions are found in what servers say', () => {
  assert.equal(parseVersion('nginx version: nginx/1.22.1'), '1.22.1')
  assert.equal(parseVersion('Squid Cache: Version 5.7\nService Name: squid'), '5.7')
  assert.equal(parseVersion('Server version: Apache/2.4.71 (Debian)'), '2.4.71')
  assert.equal(parseVersion('HAProxy version 2.6.12-1+deb12u4 2026/10/01'), '2.6.12')
  assert.equal(parseVersion('tinyproxy 1.11.1'), '1.11.1')
  assert.equal(parseVersion(''), 'unknown')
})

test('a program is found in the directories given and nowhere else', () => {
  assert.equal(findProgram('sh', '/nowhere:/bin'), '/bin/sh')
  assert.equal(findProgram('sh', '/nowhere'), undefined)
})

test('a program says its version', () => {
  assert.equal(versionOf(process.execPath, ['--version']), process.versions.node)
})
