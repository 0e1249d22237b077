import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WayOut } from './way-out.ts'

const ORIGIN = { scheme: 'https', host: 'origin.example', port: 443 } as const

test('the option comes before the environment, which has its exceptions all the same', () => {
  const environment = { https_proxy: 'http://env:1', no_proxy: 'git.internal' }
  const wayOut = new WayOut({ proxy: 'http://option:2', environment })
  const route = wayOut.route(ORIGIN)
  assert.ok(route.kind === 'proxy')
  assert.deepEqual([route.proxy.host, route.from], ['option', 'option'])
  assert.equal(wayOut.route({ ...ORIGIN, host: 'git.internal' }).kind, 'direct')
})

test('exceptions that are given take the place of those of the environment', () => {
  const environment = { https_proxy: 'http://env:1', no_proxy: 'git.internal' }
  const wayOut = new WayOut({ environment, noProxy: '' })
  assert.equal(wayOut.route({ ...ORIGIN, host: 'git.internal' }).kind, 'proxy')
})

test('without a proxy everything is direct', () => {
  assert.deepEqual(new WayOut({}).route(ORIGIN), { kind: 'direct', why: 'no-proxy-set' })
})

test('an address may be a URL object; one that is none is said without what stands in it', () => {
  const url = new URL('http://u:p@proxy.example:1')
  assert.equal(new WayOut({ proxy: url }).settings.http?.proxy.login?.username, 'u')
  assert.throws(
    () => new WayOut({ proxy: 'ftp://u:secret@x' }),
    (error: Error) => {
      return error instanceof TypeError && !error.message.includes('secret')
    },
  )
})
