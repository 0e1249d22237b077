import data from '../../data/mitmproxy.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const mitmproxy: Source = data as unknown as Source
