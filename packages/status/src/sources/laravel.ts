import data from '../../data/laravel.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const laravel: Source = data as unknown as Source
