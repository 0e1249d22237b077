import data from '../../data/traefik.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const traefik: Source = data as unknown as Source
