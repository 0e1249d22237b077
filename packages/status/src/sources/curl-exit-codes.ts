import data from '../../data/curl-exit-codes.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const curlExitCodes: Source = data as unknown as Source
