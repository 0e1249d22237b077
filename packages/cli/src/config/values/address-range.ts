import { type AddressRange, parseAddressRange } from '@hopwise/auth'
import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

export function addressRange(): z.ZodType<AddressRange> {
  return parsedText(
    'write an IP address or a range of them, such as 192.0.2.7, 10.0.0.0/8 or "2001:db8::/32"',
    parseAddressRange,
  )
}
