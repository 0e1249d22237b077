import { explain, FAULTS, type FaultCode } from '@hopwise/journal'
import { labelsIn } from './labels.ts'
import type { Spoken } from './language.ts'
import { bold, dim, facts, paragraph, section, type View } from './layout.ts'

/** A fault of this proxy, in the words of its own error pages. */
export function faultReport(fault: FaultCode, language: Spoken, view: View): string[] {
  const labels = labelsIn(language)
  const told = explain(fault, '', '', language)
  const { proxyError } = faultRow(fault)
  return [
    ...paragraph(`${fault}: ${told.title}`, view).map((line) => bold(line, view)),
    ...paragraph(`Hopwise · ${labels.fault}`, view).map((line) => dim(line, view)),
    '',
    ...paragraph(told.happened, view),
    '',
    ...facts(
      [
        [labels.party, told.partyWords],
        [labels.acts, told.act],
        [labels.lasts, told.lasts],
        [labels.again, told.retryWords],
        [labels.stopped, told.phaseWords],
        [labels.status, `${told.status} ${told.reasonPhrase}`.trimEnd()],
        ...(proxyError === undefined ? [] : [['Proxy-Status', `error=${proxyError}`] as const]),
        [labels.page, told.docs],
      ],
      view,
    ),
    ...section(labels.next, paragraph(told.next, view, 2), view),
    '',
    ...facts([[labels.more, `hopwise explain ${told.status}`]], view),
  ]
}

function faultRow(fault: FaultCode): { readonly proxyError?: string } {
  return FAULTS[fault]
}
