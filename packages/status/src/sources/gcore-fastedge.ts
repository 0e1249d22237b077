import data from '../../data/gcore-fastedge.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const gcoreFastedge: Source = data as unknown as Source
