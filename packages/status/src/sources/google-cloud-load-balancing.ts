import data from '../../data/google-cloud-load-balancing.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const googleCloudLoadBalancing: Source = data as unknown as Source
