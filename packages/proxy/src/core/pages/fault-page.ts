import type { Explanation, FaultCode } from '@hopwise/journal'
import { reasonPhrase } from '@hopwise/status'
import type { About } from './about.ts'
import { chooseForm } from './choose-form.ts'
import { chooseLanguage } from './choose-language.ts'
import { explained } from './explained.ts'
import { faultDocument } from './fault-document.ts'
import { faultLine } from './fault-line.ts'
import { faultProblem } from './fault-problem.ts'
import type { Page } from './page.ts'
import { wordsIn } from './words.ts'

/**
 * What the client is told about a fault: a page for people, problem details for programs that ask
 * for them, one line for everybody else.
 * @param detail what exactly happened in this exchange, as it stands in the `Fault`; may be empty
 */
export function faultPage(fault: FaultCode, detail: string, about: About): Page {
  const words = wordsIn(chooseLanguage(about.acceptLanguage))
  const explanation = withStatus(explained(fault, detail, about, words), about.status)
  const form = chooseForm(about.accept)
  switch (form) {
    case 'html':
      return faultDocument(explanation, about, words)
    case 'json':
      return faultProblem(explanation, about, words)
    case 'plain':
      return faultLine(explanation, about, words)
    default:
      return form satisfies never
  }
}

/** The words are those of the fault, whatever number goes with them. */
function withStatus(explanation: Explanation, status: number | undefined): Explanation {
  if (status === undefined) return explanation
  return { ...explanation, status, reasonPhrase: reasonPhrase(status) }
}
