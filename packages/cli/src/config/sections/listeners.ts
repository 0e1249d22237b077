import { z } from 'zod'
import { type FilePath, filePath } from '../values/file-path.ts'
import { type ListenOn, listenOn } from '../values/listen-on.ts'
import { type SecretReference, secretReference } from '../values/secret-reference.ts'
import { partName } from '../values/short-text.ts'

/** One way in. */
export interface ListenerSection {
  readonly listen: ListenOn
  /** Absent: clients speak to it without encryption. */
  readonly tls?: TlsSection | undefined
  /** A name in `authentication`. */
  readonly authentication: string
}

export interface TlsSection {
  /** PEM: the certificate, then those between it and the authority. */
  readonly certificate: FilePath
  readonly key: SecretReference
  readonly clientCertificates?: ClientCertificatesSection | undefined
}

export interface ClientCertificatesSection {
  /** PEM: whoever they signed is somebody. */
  readonly authorities: FilePath
  /** Whether the handshake fails without one. Otherwise `authentication` decides, and explains. */
  readonly required: boolean
}

const clientCertificates: z.ZodType<ClientCertificatesSection> = z.strictObject({
  authorities: filePath().describe('PEM file: certificates of the authorities of clients.'),
  required: z
    .boolean()
    .default(false)
    .describe('Refuse the handshake itself without a valid certificate.'),
})

const tls: z.ZodType<TlsSection> = z.strictObject({
  certificate: filePath().describe('PEM file: the certificate, then the intermediate ones.'),
  key: secretReference().describe('PEM: the private key of the certificate.'),
  clientCertificates: clientCertificates
    .optional()
    .describe('Ask clients for a certificate of their own.'),
})

const listener: z.ZodType<ListenerSection> = z.strictObject({
  listen: listenOn().describe('HOST:PORT; port 0 finds a free one.'),
  tls: tls.optional().describe('Speak TLS with clients (curl --proxy https://…).'),
  authentication: partName().default('default').describe('A name in authentication.'),
})

export const listeners: z.ZodType<readonly ListenerSection[]> = z
  .array(listener)
  .min(1, { error: 'name at least one listener' })
  .prefault([{ listen: '127.0.0.1:4070' }])
  .describe('Where clients connect.')
