import data from '../../data/cloudflare-lists-api.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const cloudflareListsApi: Source = data as unknown as Source
