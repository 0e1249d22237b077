import data from '../../data/squid-error.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const squidError: Source = data as unknown as Source
