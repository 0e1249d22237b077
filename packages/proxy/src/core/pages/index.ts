// Placeholder by the lead until the real pages land (same interface).
import type { FaultCode } from '@hopwise/journal'
export interface Page { readonly mediaType: string; readonly language: string; readonly body: string }
export interface About { readonly accept: readonly string[]; readonly acceptLanguage: readonly string[]; readonly exchange: string; readonly proxyName: string; readonly proxyAddress: string; readonly target: string }
export type Visitor = { readonly kind: 'anonymous' } | { readonly kind: 'known'; readonly user: string; readonly scheme: string; readonly client: string; readonly rules: readonly string[] }
export function faultPage(fault: FaultCode, detail: string, _about: About): Page { return { mediaType: 'text/plain; charset=utf-8', language: 'en', body: `hopwise: ${fault}: ${detail}\n` } }
export function ownPage(path: string, visitor: Visitor, _about: About): Page | undefined { return path === '/' ? { mediaType: 'text/plain; charset=utf-8', language: 'en', body: `hopwise: ${JSON.stringify(visitor)}\n` } : undefined }
