import data from '../../data/squid.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const squid: Source = data as unknown as Source
