import data from '../../data/alibaba-cloud-edgeroutine.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const alibabaCloudEdgeroutine: Source = data as unknown as Source
