import data from '../../data/varnish-error.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const varnishError: Source = data as unknown as Source
