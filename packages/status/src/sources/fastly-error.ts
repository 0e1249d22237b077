import data from '../../data/fastly-error.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const fastlyError: Source = data as unknown as Source
