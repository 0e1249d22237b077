import data from '../../data/alibaba-cloud-edge-api.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const alibabaCloudEdgeApi: Source = data as unknown as Source
