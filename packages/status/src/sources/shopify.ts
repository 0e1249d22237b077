import data from '../../data/shopify.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const shopify: Source = data as unknown as Source
