import data from '../../data/openstack-swift.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const openstackSwift: Source = data as unknown as Source
