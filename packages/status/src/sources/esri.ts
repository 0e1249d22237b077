import data from '../../data/esri.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const esri: Source = data as unknown as Source
