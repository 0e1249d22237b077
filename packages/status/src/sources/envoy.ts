import data from '../../data/envoy.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const envoy: Source = data as unknown as Source
