import data from '../../data/microsoft.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const microsoft: Source = data as unknown as Source
