import { cellWidth } from '@hopwise/journal/cell-width'

/** Breaks a text at its spaces so that no line takes more than `columns` cells, unless one word does. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && cellWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  lines.push(line)
  return lines
}
