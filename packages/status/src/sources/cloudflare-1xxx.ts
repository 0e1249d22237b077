import data from '../../data/cloudflare-1xxx.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const cloudflare1xxx: Source = data as unknown as Source
