import data from '../../data/akamai-error.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const akamaiError: Source = data as unknown as Source
