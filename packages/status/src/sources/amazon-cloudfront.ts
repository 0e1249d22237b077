import data from '../../data/amazon-cloudfront.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const amazonCloudfront: Source = data as unknown as Source
