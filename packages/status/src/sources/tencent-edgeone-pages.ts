import data from '../../data/tencent-edgeone-pages.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const tencentEdgeonePages: Source = data as unknown as Source
