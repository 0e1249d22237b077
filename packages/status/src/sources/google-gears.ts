import data from '../../data/google-gears.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const googleGears: Source = data as unknown as Source
