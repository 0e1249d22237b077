import data from '../../data/akamai.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const akamai: Source = data as unknown as Source
