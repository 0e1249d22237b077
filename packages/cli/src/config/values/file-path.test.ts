import assert from 'node:assert/strict'
import { test } from 'node:test'

import { read } from '../testing/reading.ts'
import { FilePath, filePath } from './file-path.ts'

test('a relative path counts from where the configuration is, another one does not', () => {
  const relative = read(filePath(), 'tls/a.pem')
  assert.ok(relative instanceof FilePath)
  assert.equal(relative.from('/etc/hopwise'), '/etc/hopwise/tls/a.pem')
  assert.equal(new FilePath('/a.pem').from('/etc/hopwise'), '/a.pem')
  assert.equal(JSON.stringify(relative), '"tls/a.pem"')
})

for (const value of ['', 'a\0b', 3]) {
  test(`${JSON.stringify(value)} is no path`, () => {
    assert.match(String(read(filePath(), value)), /^write the path of a file/)
  })
}
