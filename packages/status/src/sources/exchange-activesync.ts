import data from '../../data/exchange-activesync.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const exchangeActivesync: Source = data as unknown as Source
