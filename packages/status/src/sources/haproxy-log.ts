import data from '../../data/haproxy-log.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const haproxyLog: Source = data as unknown as Source
