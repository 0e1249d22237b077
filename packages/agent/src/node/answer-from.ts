import type { Secret } from '@hopwise/auth'
import type { ResponseHead } from '@hopwise/http'
import { hideSent } from '../core/hide-sent.ts'
import type { ProxyAnswer } from '../core/proxy-fault.ts'
import type { ReadContent } from './read-response.ts'

/** A refusal as evidence, without the credentials that it may repeat. */
export function answerFrom(
  head: ResponseHead,
  { content, isWhole }: Pick<ReadContent, 'content' | 'isWhole'>,
  sent: readonly Secret[],
): ProxyAnswer {
  const text = Buffer.from(content).toString('latin1')
  return {
    status: head.status,
    reasonPhrase: hideSent(head.reasonPhrase, sent),
    fields: head.fields.map((line) => ({ ...line, value: hideSent(line.value, sent) })),
    content: Buffer.from(hideSent(text, sent), 'latin1'),
    isWhole,
  }
}
