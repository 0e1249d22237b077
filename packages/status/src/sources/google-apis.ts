import data from '../../data/google-apis.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const googleApis: Source = data as unknown as Source
