import data from '../../data/twitter.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const twitter: Source = data as unknown as Source
