import data from '../../data/tornado-asynchttpclient.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const tornadoAsynchttpclient: Source = data as unknown as Source
