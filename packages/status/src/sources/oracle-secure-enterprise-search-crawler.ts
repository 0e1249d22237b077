import data from '../../data/oracle-secure-enterprise-search-crawler.json' with { type: 'json' }
import type { Source } from '../row.ts'

export const oracleSecureEnterpriseSearchCrawler: Source = data as unknown as Source
