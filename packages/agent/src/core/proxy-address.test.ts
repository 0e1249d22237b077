import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatProxyAddress, parseProxyAddress } from './proxy-address.ts'

const WRITTEN: readonly [
  text: string,
  address: string,
  login?: readonly [name: string, password: string],
][] = [
  ['http://proxy.example:3128', 'http://proxy.example:3128'],
  ['proxy.example:3128', 'http://proxy.example:3128'],
  ['  http://Proxy.Example  ', 'http://proxy.example:80'],
  ['HTTPS://proxy.example', 'https://proxy.example:443'],
  ['http://[::1]:8080/ignored?x', 'http://[::1]:8080'],
  ['http://us%40er:p%23w%3A1@p:1', 'http://p:1', ['us@er', 'p#w:1']],
  ['http://us@er:pw@p:1', 'http://p:1', ['us@er', 'pw']],
  ['http://user:p#w@p:1', 'http://p:1', ['user', 'p#w']],
  ['http://user:p/w?x;y@p:1/', 'http://p:1', ['user', 'p/w?x;y']],
  ['http://user:p%w@p:1', 'http://p:1', ['user', 'p%w']],
  ['http://user:100%@p:1', 'http://p:1', ['user', '100%']],
  ['http://user:p%41w@p:1', 'http://p:1', ['user', 'pAw']],
  ['http://user:%ff%41@p:1', 'http://p:1', ['user', '%ff%41']],
  ['http://user@p:1', 'http://p:1', ['user', '']],
  ['http://user:@p:1', 'http://p:1', ['user', '']],
  ['http://user:a:b@p:1', 'http://p:1', ['user', 'a:b']],
  ['http://us%C3%A9r:p@p:1', 'http://p:1', ['us\u00e9r', 'p']],
  ['http://DOM%5Cuser:pw@p:1', 'http://p:1', ['DOM\\user', 'pw']],
  ['http://DOM\\user:pw@p:1', 'http://p:1', ['DOM\\user', 'pw']],
  ['user:pw@p:1', 'http://p:1', ['user', 'pw']],
  ['http://@p:1', 'http://p:1'],
  ['socks5://p', 'socks5://p:1080'],
  ['SOCKS5H://us:p@ss@p:1', 'socks5://p:1', ['us', 'p@ss']],
]

for (const [text, address, login] of WRITTEN) {
  test(`${text} is ${address}${login ? ' with a login' : ''}`, () => {
    const parsed = parseProxyAddress(text)
    assert.ok(parsed.kind === 'proxy')
    assert.equal(formatProxyAddress(parsed.proxy), address)
    const found = parsed.proxy.login
    assert.deepEqual(found && [found.username, found.password.reveal()], login)
  })
}

const MALFORMED: readonly [text: string, problem: string][] = [
  ['', 'empty'],
  ['   ', 'empty'],
  ['ftp://proxy', 'scheme-unsupported'],
  ['socks://proxy:1080', 'socks-version-unsupported'],
  ['socks4a://user:secret@proxy:1080', 'socks-version-unsupported'],
  ['http//proxy:3128', 'scheme-malformed'],
  ['http:/proxy:3128', 'scheme-malformed'],
  ['https//user:secret@proxy:3128', 'scheme-malformed'],
  ['http://http://user:secret@proxy:3128', 'scheme-malformed'],
  ['http://', 'host-malformed'],
  ['http://user:secret@', 'host-malformed'],
  ['http://proxy:99999', 'host-malformed'],
  ['http://pro xy', 'host-malformed'],
]

for (const [text, problem] of MALFORMED) {
  test(`"${text}" is no proxy: ${problem}`, () => {
    const parsed = parseProxyAddress(text)
    assert.deepEqual(parsed, { kind: 'malformed', problem })
    assert.doesNotMatch(JSON.stringify(parsed), /secret/)
  })
}
