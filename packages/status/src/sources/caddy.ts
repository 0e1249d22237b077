import data from '../../data/caddy.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const caddy: Source = data as unknown as Source
