import data from '../../data/iis-substatus.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const iisSubstatus: Source = data as unknown as Source
