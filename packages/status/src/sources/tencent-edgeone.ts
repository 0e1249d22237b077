import data from '../../data/tencent-edgeone.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const tencentEdgeone: Source = data as unknown as Source
