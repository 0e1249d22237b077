import data from '../../data/cloudflare.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const cloudflare: Source = data as unknown as Source
