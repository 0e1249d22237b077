import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseRoute } from './choose-route.ts'
import { readProxySettings } from './proxy-settings.ts'

const SETTINGS = readProxySettings({ https_proxy: 'http://proxy:1', no_proxy: '.internal' })

test('the proxy of the scheme carries what is not listed', () => {
  const route = chooseRoute(SETTINGS, { scheme: 'https', host: 'origin.example', port: 443 })
  assert.ok(route.kind === 'proxy')
  assert.deepEqual([route.proxy.host, route.from], ['proxy', 'https_proxy'])
})

test('what is listed goes direct, and the entry is named', () => {
  const route = chooseRoute(SETTINGS, { scheme: 'https', host: 'git.internal', port: 443 })
  assert.deepEqual(route, { kind: 'direct', why: 'listed', entry: '.internal' })
})

test('what is no proxy is gone past only where none is needed', () => {
  const settings = readProxySettings({ all_proxy: 'socks4://tor', no_proxy: '.internal' })
  const route = (host: string) => chooseRoute(settings, { scheme: 'http', host, port: 80 })
  const said = { variable: 'all_proxy', problem: 'socks-version-unsupported' }
  assert.deepEqual(route('origin.example'), { kind: 'unusable', said })
  assert.equal(route('git.internal').kind, 'direct')
})

test('a scheme without a proxy goes direct', () => {
  const route = chooseRoute(SETTINGS, { scheme: 'http', host: 'origin.example', port: 80 })
  assert.deepEqual(route, { kind: 'direct', why: 'no-proxy-set' })
})
