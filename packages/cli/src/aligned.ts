import { cellWidth } from '@hopwise/journal'

/** Rows as lines with columns below each other, as wide as a terminal shows them. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => cellWidth(row[column] ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths?.[column] ?? 0) - cellWidth(cell)))
      .join('  ')
      .trimEnd(),
  )
}
