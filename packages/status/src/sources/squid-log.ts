import data from '../../data/squid-log.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const squidLog: Source = data as unknown as Source
