import data from '../../data/roundcube.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const roundcube: Source = data as unknown as Source
