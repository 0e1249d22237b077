export { codesPage } from './codes-page.ts'
export { type StaticFile, staticPages } from './static-pages.ts'
