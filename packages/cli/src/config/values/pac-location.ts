import type { z } from 'zod'
import { PacLocation } from '../../pac/pac-location.ts'
import { parsedText } from './parsed-text.ts'

export function pacLocation(): z.ZodType<PacLocation> {
  return parsedText(
    'write where the script is: an http, https, file or data URL without a login, the path of a file, or wpad',
    (text) => {
      if (text === '' || text.includes('\0')) return undefined
      try {
        return new PacLocation(text)
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
        return undefined
      }
    },
  )
}
