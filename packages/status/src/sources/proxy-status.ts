import data from '../../data/proxy-status.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const proxyStatus: Source = data as unknown as Source
