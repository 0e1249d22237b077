import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filled } from './placeholders.ts'

const proxyAddress = 'http://192.0.2.5:4070'

test('a command is filled with what is known', () => {
  assert.equal(
    filled('Run `curl --proxy http://PROXY --proxy-user NAME ADDRESS`.', {
      proxyAddress,
      target: 'http://example.com/a',
    }),
    'Run `curl --proxy http://192.0.2.5:4070 --proxy-user NAME http://example.com/a`.',
  )
  const about = { proxyAddress, target: 'http://example.com:81/' }
  assert.equal(filled('`nslookup HOST 1.1.1.1`', about), '`nslookup example.com 1.1.1.1`')
})

test('the proxy alone is its host, for programs that want no port', () => {
  assert.equal(filled('`ping PROXY`', { proxyAddress, target: '' }), '`ping 192.0.2.5`')
})

test('the TLS address is filled in for who came by it', () => {
  const secure = { proxyAddress: 'https://192.0.2.5:4443', target: '' }
  assert.equal(filled('`--proxy https://PROXY`', secure), '`--proxy https://192.0.2.5:4443`')
  assert.equal(
    filled('`--proxy https://PROXY`', { proxyAddress, target: '' }),
    '`--proxy https://PROXY`',
  )
})

test('what is not known, or not safe, stays in capitals', () => {
  const about = { proxyAddress, target: 'http://example.com/$(reboot)?q=*' }
  assert.equal(filled('`curl ADDRESS`', about), '`curl ADDRESS`')
  assert.equal(filled('`ping HOST`', { proxyAddress, target: '/' }), '`ping HOST`')
})

test('words outside of commands are not touched', () => {
  const text = 'NAME, PROXY and HOST, `Proxy-Authorization`, `Host`'
  assert.equal(filled(text, { proxyAddress, target: 'http://example.com/' }), text)
})
