import data from '../../data/convention.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const convention: Source = data as unknown as Source
