import data from '../../data/pantheon.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const pantheon: Source = data as unknown as Source
