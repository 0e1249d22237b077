import type { z } from 'zod'
import { parsedText } from './parsed-text.ts'

/** A URL of one of these schemes (`http:` …), without a user or password in it: those are secrets. */
export function webAddress(...schemes: readonly string[]): z.ZodType<URL> {
  const starts = schemes.map((scheme) => `${scheme}//`).join(' or ')
  return parsedText(`write a URL that begins with ${starts}, without a user name in it`, (text) => {
    const url = URL.parse(text)
    if (url === null || !schemes.includes(url.protocol)) return undefined
    return url.username === '' && url.password === '' ? url : undefined
  })
}
