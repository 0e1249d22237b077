import data from '../../data/haproxy.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const haproxy: Source = data as unknown as Source
