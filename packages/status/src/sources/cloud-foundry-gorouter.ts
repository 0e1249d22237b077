import data from '../../data/cloud-foundry-gorouter.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const cloudFoundryGorouter: Source = data as unknown as Source
