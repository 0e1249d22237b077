import data from '../../data/apache.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const apache: Source = data as unknown as Source
