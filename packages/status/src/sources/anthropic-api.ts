import data from '../../data/anthropic-api.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const anthropicApi: Source = data as unknown as Source
