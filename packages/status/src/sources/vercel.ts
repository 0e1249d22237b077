import data from '../../data/vercel.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const vercel: Source = data as unknown as Source
