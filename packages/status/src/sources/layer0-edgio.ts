import data from '../../data/layer0-edgio.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const layer0Edgio: Source = data as unknown as Source
