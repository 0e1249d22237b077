import data from '../../data/google-cloud-lb-log.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const googleCloudLbLog: Source = data as unknown as Source
