import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FAULTS, type FaultCode } from '@hopwise/journal'
import { faultPage } from './fault-page.ts'
import { aboutOf } from './testing/about.ts'

const CODES = Object.keys(FAULTS) as readonly FaultCode[]
const PROXIES = [
  'http://127.0.0.1:4070',
  'http://[2001:db8:1234:5678:9abc:def0:1234:5678]:40700',
] as const

function line(code: FaultCode, detail: string, proxyAddress?: string, language = 'en'): string {
  const address = proxyAddress === undefined ? {} : { proxyAddress }
  return faultPage(code, detail, aboutOf({ ...address, acceptLanguage: [language] })).body
}

test('a first 407 says in one line what to type', () => {
  assert.equal(
    line('CREDENTIALS_MISSING', ''),
    'hopwise: 407 Proxy Authentication Required: Sign in to this proxy. Give your program your ' +
      'name and password for this proxy, for example `curl --proxy-user NAME --proxy ' +
      'http://192.0.2.5:4070 ADDRESS`, which asks for the password. ' +
      '(fault CREDENTIALS_MISSING, exchange 3F9K-T2QX-0A7M)\n',
  )
})

test('a line says what exactly happened, where there is room', () => {
  assert.equal(
    line('CONNECT_REFUSED', '192.0.2.7:81 refused it'),
    'hopwise: 502 Bad Gateway: The server refused the connection (192.0.2.7:81 refused it). ' +
      'Check the port in the address; if it is right, try again in a few minutes. ' +
      '(fault CONNECT_REFUSED, exchange 3F9K-T2QX-0A7M)\n',
  )
})

test('a line is Russian to the end for those who ask for it', () => {
  assert.equal(
    line('CONNECT_REFUSED', '192.0.2.7:81 refused it', undefined, 'ru'),
    'hopwise: 502 Bad Gateway: Сервер отклонил соединение (192.0.2.7:81 refused it). Проверьте ' +
      'порт в адресе; если он верный, попробуйте снова через несколько минут. ' +
      '(ошибка CONNECT_REFUSED, номер обмена 3F9K-T2QX-0A7M)\n',
  )
})

test('a Russian line, too, is one line of 300 characters at most, its commands whole', () => {
  for (const proxyAddress of PROXIES) {
    for (const detail of ['', 'x'.repeat(400)]) {
      for (const code of CODES) {
        const text = line(code, detail, proxyAddress, 'ru')
        assert.match(text, /^hopwise: \d{3}[ -~]*: .+\(ошибка \w+, номер обмена [0-9A-Z-]+\)\n$/u)
        assert.ok(text.length <= 300, `${code}: ${text.length}`)
        assert.equal(text.split('`').length % 2, 1, code)
      }
    }
  }
})

test('a detail is cut where a good part of it has room, and left out where only a scrap would', () => {
  assert.match(line('CONNECT_REFUSED', 'x'.repeat(400)), /\(x{40,}\.{3}\)\. Check/)
  assert.doesNotMatch(line('CREDENTIALS_MISSING', 'the request carries no credentials'), /\(the/)
})

test('one line is one line, of 300 characters at most, whatever it is about', () => {
  for (const proxyAddress of PROXIES) {
    for (const detail of [
      '',
      'short',
      'x'.repeat(400),
      'two\r\nlines\u2028three\tfour',
      '\u{1f600}'.repeat(200),
    ]) {
      for (const code of CODES) {
        const text = line(code, detail, proxyAddress)
        assert.match(text, /^hopwise: \d{3}[ -~]*: .+\(fault \w+, exchange 3F9K-T2QX-0A7M\)\n$/u)
        assert.doesNotMatch(text.slice(0, -1), /[\r\n\t\u2028\u2029]/)
        assert.ok(text.length <= 300, `${code}: ${text.length}`)
        assert.ok(text.isWellFormed(), 'no half characters')
      }
    }
  }
})

test('commands are whole or not there', () => {
  for (const proxyAddress of PROXIES) {
    for (const code of CODES) {
      assert.equal(line(code, '', proxyAddress).split('`').length % 2, 1, code)
    }
  }
})

test('what is too long for one line keeps its first instruction', () => {
  assert.match(line('CREDENTIALS_MALFORMED', ''), /`curl [^`]*` does\. \(fault/)
})

test('where not even that fits, the page is named', () => {
  const proxyAddress = `http://${'very-long-name.'.repeat(8)}example:4070`
  assert.match(
    line('CREDENTIALS_MISSING', '', proxyAddress),
    /Read http:.*\/errors\/CREDENTIALS_MISSING \(/,
  )
})

test('a code without a phrase has none', () => {
  assert.match(line('CLIENT_GONE', ''), /^hopwise: 499: The client went away\. /)
})

test('a line is plain text in UTF-8', () => {
  const { mediaType } = faultPage('DRAINING', '', aboutOf())
  assert.equal(mediaType, 'text/plain; charset=utf-8')
})
