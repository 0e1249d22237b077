export { createHelperStore, type HelperStore, type HelperStoreOptions } from './helper-store.ts'
