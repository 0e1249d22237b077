import data from '../../data/linkedin.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const linkedin: Source = data as unknown as Source
