import data from '../../data/chromium-net-errors.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const chromiumNetErrors: Source = data as unknown as Source
