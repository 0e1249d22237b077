import data from '../../data/tencent-cloud-cdn.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const tencentCloudCdn: Source = data as unknown as Source
