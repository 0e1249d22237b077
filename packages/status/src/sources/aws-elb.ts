import data from '../../data/aws-elb.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const awsElb: Source = data as unknown as Source
