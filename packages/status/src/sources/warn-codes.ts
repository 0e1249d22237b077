import data from '../../data/warn-codes.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const warnCodes: Source = data as unknown as Source
