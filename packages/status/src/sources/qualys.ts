import data from '../../data/qualys.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const qualys: Source = data as unknown as Source
