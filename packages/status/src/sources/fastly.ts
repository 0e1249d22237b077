import data from '../../data/fastly.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const fastly: Source = data as unknown as Source
