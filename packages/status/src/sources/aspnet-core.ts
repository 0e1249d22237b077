import data from '../../data/aspnet-core.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const aspnetCore: Source = data as unknown as Source
