import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { fileReason } from '@hopwise/auth/node'
import type { TlsSettings } from '@hopwise/proxy'
import { readSecret, type SecretPlaces } from './read-secret.ts'
import type { TlsSection } from './sections/listeners.ts'
import type { FilePath } from './values/file-path.ts'

/** What a TLS listener is made of, or what is wrong, each with the key under `tls` that it is about. */
export interface TlsFiles {
  readonly settings?: TlsSettings
  readonly problems: readonly TlsProblem[]
}

export interface TlsProblem {
  readonly path: readonly string[]
  readonly sentence: string
  readonly level: 'error' | 'warning'
}

/** @param nowMs what certificates are compared with, milliseconds since the epoch */
export async function readTlsFiles(
  section: TlsSection,
  places: SecretPlaces,
  nowMs: number,
): Promise<TlsFiles> {
  const problems: TlsProblem[] = []
  const say = (path: readonly string[], sentence: string, level: TlsProblem['level'] = 'error') =>
    void problems.push({ path, sentence, level })
  const certificate = await pem(section.certificate, ['certificate'], places, say)
  const key = await readSecret(section.key, places)
  if (key.kind === 'missing') say(['key'], key.sentence)
  else if (key.warning !== undefined) say(['key'], key.warning, 'warning')
  const asked = section.clientCertificates
  const authorities =
    asked && (await pem(asked.authorities, ['clientCertificates', 'authorities'], places, say))
  if (key.kind === 'missing' || certificate === undefined) return { problems }
  if (asked !== undefined && authorities === undefined) return { problems }
  const keyText = key.secret.reveal()
  checkPair(certificate, keyText, say)
  checkTime(certificate, nowMs, say)
  if (problems.some(({ level }) => level === 'error')) return { problems }
  const clientCertificates =
    asked && authorities !== undefined
      ? { authorities: blocksOf(authorities), required: asked.required }
      : undefined
  const settings = { certificate, key: keyText, ...(clientCertificates && { clientCertificates }) }
  try {
    createSecureContext({ cert: certificate, key: keyText })
  } catch (error) {
    say([], `TLS cannot be set up with this: ${fileReason(error)}`)
    return { problems }
  }
  return { settings, problems }
}

type Say = (path: readonly string[], sentence: string, level?: TlsProblem['level']) => void

/** The text of a PEM file in which every certificate can be read. */
async function pem(
  file: FilePath,
  path: readonly string[],
  { directory }: SecretPlaces,
  say: Say,
): Promise<string | undefined> {
  const name = file.from(directory)
  try {
    const text = await readFile(name, 'utf8')
    const blocks = blocksOf(text)
    if (blocks.length === 0) {
      say(
        path,
        `${name}: there is no certificate in it (PEM begins with -----BEGIN CERTIFICATE-----)`,
      )
      return undefined
    }
    for (const block of blocks) new X509Certificate(block)
    return text
  } catch (error) {
    const isSystems = error instanceof Error && 'syscall' in error
    say(path, `${name}: ${isSystems ? fileReason(error) : 'a certificate in it cannot be read'}`)
    return undefined
  }
}

function blocksOf(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}

function checkPair(certificate: string, key: string, say: Say): void {
  try {
    const isPair = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
    if (!isPair) say(['key'], 'this is not the key of the certificate')
  } catch {
    say(['key'], 'this is not a private key in PEM without a passphrase')
  }
}

function checkTime(certificate: string, nowMs: number, say: Say): void {
  const { validFrom, validTo } = new X509Certificate(certificate)
  if (Date.parse(validTo) <= nowMs) {
    say(['certificate'], `it expired on ${validTo}: clients will refuse it`, 'warning')
  } else if (Date.parse(validFrom) > nowMs) {
    say(['certificate'], `it is not valid before ${validFrom}: clients will refuse it`, 'warning')
  }
}
