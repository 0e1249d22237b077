import data from '../../data/heroku.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const heroku: Source = data as unknown as Source
