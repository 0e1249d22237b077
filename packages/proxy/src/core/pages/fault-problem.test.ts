import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultPage } from './fault-page.ts'
import { aboutOf } from './testing/about.ts'

const about = aboutOf({ accept: ['application/problem+json'], target: 'http://example.com:81/' })

test('a program learns whether, when and by whom it can be mended (RFC 9457)', () => {
  const { mediaType, body } = faultPage('CONNECT_REFUSED', '192.0.2.7:81 refused it', about)
  assert.equal(mediaType, 'application/problem+json')
  assert.deepEqual(JSON.parse(body), {
    type: 'http://hopwise.internal/errors/CONNECT_REFUSED',
    title: 'The server refused the connection',
    status: 502,
    detail:
      'The machine of the server is there, but it accepts no connection on this port: 192.0.2.7:81 refused it.',
    instance: 'urn:hopwise:exchange:3F9K-T2QX-0A7M',
    fault: 'CONNECT_REFUSED',
    party: 'next-hop',
    phase: 'connect',
    retry: 'later',
    next: 'Check the port in the address; if it is right, try again in a few minutes.',
    exchange: '3F9K-T2QX-0A7M',
    proxy: 'hopwise-7c41',
  })
})

test('title, detail and next step are in the language of the reader', () => {
  const page = faultPage('CONNECT_REFUSED', 'refused', { ...about, acceptLanguage: ['ru'] })
  const { title, detail, next } = JSON.parse(page.body) as Record<string, string>
  assert.equal(page.language, 'ru')
  assert.equal(title, 'Сервер отклонил соединение')
  assert.match(detail!, /^Машина, .+ не принимает\. Подробности: refused\.$/)
  assert.match(next!, /^Проверьте порт/)
})

test('without a detail the sentence is left as it is', () => {
  const { detail } = JSON.parse(faultPage('DRAINING', '', about).body) as { detail: string }
  assert.match(detail, /nothing new\.$/)
})

test('the next step is for this proxy', () => {
  const { next } = JSON.parse(faultPage('CREDENTIALS_MISSING', '', about).body) as { next: string }
  assert.match(
    next,
    /`curl --proxy-user NAME --proxy http:\/\/192\.0\.2\.5:4070 http:\/\/example\.com:81\/`/,
  )
})
