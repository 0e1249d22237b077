import data from '../../data/nginx.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const nginx: Source = data as unknown as Source
