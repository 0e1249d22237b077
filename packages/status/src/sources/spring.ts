import data from '../../data/spring.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const spring: Source = data as unknown as Source
