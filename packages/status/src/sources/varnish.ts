import data from '../../data/varnish.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const varnish: Source = data as unknown as Source
