import data from '../../data/cpanel-bw-limited.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const cpanelBwLimited: Source = data as unknown as Source
