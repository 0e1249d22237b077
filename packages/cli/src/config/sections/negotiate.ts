import { z } from 'zod'
import { type FilePath, filePath } from '../values/file-path.ts'
import { parsedText } from '../values/parsed-text.ts'
import { shortText } from '../values/short-text.ts'

/** The scheme Negotiate (RFC 4559): Kerberos tickets. */
export interface NegotiateSection {
  readonly keytab: FilePath
  /** `HTTP@proxy.example`: the service that tickets are for. */
  readonly service: string
  /** Users of this realm go by their name alone. */
  readonly realm?: string | undefined
  /** Whether who signed in on a connection stays signed in for its later requests. */
  readonly perConnection: boolean
  /** A folder with `node_modules/kerberos`, where that is not installed beside Hopwise. */
  readonly library?: FilePath | undefined
}

export const negotiate: z.ZodType<NegotiateSection> = z
  .strictObject({
    keytab: filePath().describe('The keytab with the key of the service.'),
    service: parsedText('write SERVICE@HOST, such as HTTP@proxy.example', (text) =>
      /^[A-Za-z][A-Za-z0-9-]*@[A-Za-z0-9.-]+$/.test(text) ? text : undefined,
    ).describe('The service that tickets are for: HTTP@ and the name clients know the proxy by.'),
    realm: shortText().optional().describe('Users of this realm go by their name alone.'),
    perConnection: z
      .boolean()
      .default(true)
      .describe('Whether who signed in on a connection stays signed in on it.'),
    library: filePath()
      .optional()
      .describe(
        'The folder in which the npm package kerberos was installed, if not beside Hopwise.',
      ),
  })
  .describe('Settings of the scheme negotiate.')
