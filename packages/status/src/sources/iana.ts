import data from '../../data/iana.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const iana: Source = data as unknown as Source
