import { z } from 'zod'
import { type FilePath, filePath } from '../values/file-path.ts'
import { parsedText } from '../values/parsed-text.ts'

/** The scheme Negotiate (RFC 4559): Kerberos tickets. */
export interface NegotiateSection {
  readonly keytab: FilePath
  /** `HTTP@proxy.example`: the service that tickets are for. */
  readonly service: string
}

export const negotiate: z.ZodType<NegotiateSection> = z
  .strictObject({
    keytab: filePath().describe('The keytab with the key of the service.'),
    service: parsedText('write SERVICE@HOST, such as HTTP@proxy.example', (text) =>
      /^[A-Za-z][A-Za-z0-9-]*@[A-Za-z0-9.-]+$/.test(text) ? text : undefined,
    ).describe('The service that tickets are for: HTTP@ and the name clients know the proxy by.'),
  })
  .describe('Settings of the scheme negotiate.')
