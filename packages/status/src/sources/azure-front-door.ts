import data from '../../data/azure-front-door.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const azureFrontDoor: Source = data as unknown as Source
