import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { temporaryDirectory } from './scene.ts'

/** PEM, all of it. */
export interface TestCertificates {
  readonly authority: string
  readonly certificate: string
  readonly key: string
  /** Of the same key and authority, and past its end. */
  readonly expired: string
  /** Of nothing else here. */
  readonly otherKey: string
}

/** An authority and a server's certificate for 127.0.0.1, made with openssl. */
export function certificates(t: TestContext): TestCertificates {
  const cwd = temporaryDirectory(t)
  const openssl = (command: string): void => {
    execFileSync('openssl', command.split(' '), { cwd, stdio: 'pipe' })
  }
  const read = (name: string): string => readFileSync(join(cwd, name), 'utf8')
  writeFileSync(join(cwd, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n')
  openssl(`req -x509 ${NEW_KEY} -keyout ca.key -out ca.pem -subj /CN=Test`)
  openssl(`req ${NEW_KEY} -keyout a.key -out a.csr -subj /CN=proxy`)
  const sign = 'x509 -req -in a.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names'
  openssl(`${sign} -days 2 -out a.pem`)
  openssl(`${sign} -days -1 -out old.pem`)
  openssl('ecparam -name prime256v1 -genkey -noout -out other.key')
  return {
    authority: read('ca.pem'),
    certificate: read('a.pem'),
    key: read('a.key'),
    expired: read('old.pem'),
    otherKey: read('other.key'),
  }
}

const NEW_KEY = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes'
