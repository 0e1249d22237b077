import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TOOLS, toolSettings } from './tool-settings.ts'

const settings = toolSettings('http://192.0.2.5:4070')

test('every program that is set up by typing is pointed at this very proxy', () => {
  for (const tool of TOOLS.filter((tool) => tool !== 'browser' && tool !== 'node')) {
    assert.match(settings[tool], /192\.0\.2\.5/, tool)
    assert.match(settings[tool], /4070/, tool)
  }
})

test('the environment is in lower case, the only one that curl, wget and apt read', () => {
  assert.deepEqual(
    settings.environment.split('\n').map((line) => /^export (\w+)=/.exec(line)?.[1]),
    ['http_proxy', 'https_proxy', 'no_proxy'],
  )
})

test('a proxy address begins with http:// for https requests too', () => {
  assert.doesNotMatch(Object.values(settings).join('\n'), /https:\/\/[^\s]*192/)
})

test('what goes into a JSON file is JSON', () => {
  const { proxies } = JSON.parse(settings.docker) as { proxies: Record<string, string> }
  assert.equal(proxies['https-proxy'], 'http://NAME:PASSWORD@192.0.2.5:4070')
})

test('Java gets an IPv6 host without brackets, the others with them', () => {
  const { java, curl } = toolSettings('http://[2001:db8::5]:4070')
  assert.match(java, /-Dhttps\.proxyHost=2001:db8::5 -Dhttps\.proxyPort=4070/)
  assert.match(curl, /--proxy http:\/\/\[2001:db8::5\]:4070 /)
})

test('a proxy that asks for nothing is told nothing', () => {
  const texts = Object.values(toolSettings('http://127.0.0.1:4071', 'none')).join('\n')
  assert.doesNotMatch(texts, /NAME|PASSWORD|@|disabledSchemes/)
  assert.match(texts, /^curl --proxy http:\/\/127\.0\.0\.1:4071 https:\/\/example\.com\/$/m)
})
