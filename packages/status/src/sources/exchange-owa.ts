import data from '../../data/exchange-owa.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const exchangeOwa: Source = data as unknown as Source
