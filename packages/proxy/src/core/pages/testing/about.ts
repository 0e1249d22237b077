import type { About } from '../about.ts'

/** What a page is told of an exchange, with what a test is about put in its place. */
export function aboutOf(given: Partial<About> = {}): About {
  return {
    accept: [],
    acceptLanguage: [],
    exchange: '3F9K-T2QX-0A7M',
    proxyName: 'hopwise-7c41',
    proxyAddress: 'http://192.0.2.5:4070',
    target: 'http://example.com/',
    ...given,
  }
}

export const HTML: { readonly accept: readonly string[] } = { accept: ['text/html'] }
export const JSON_ONLY: { readonly accept: readonly string[] } = { accept: ['application/json'] }
