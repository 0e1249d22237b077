import data from '../../data/cpanel-lve.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const cpanelLve: Source = data as unknown as Source
