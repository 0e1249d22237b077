/** Writes the registry of status codes as a folder of pages that need no server. */
import path from 'node:path'
import { staticPages } from '@hopwise/proxy/codes'
import { writePages } from './write-pages.ts'

const [folder = path.join(import.meta.dirname, '../../dist/codes'), ...rest] = process.argv.slice(2)
if (rest.length > 0 || folder.startsWith('-')) {
  process.stderr.write('Usage: npm run build:codes [-- FOLDER]   (dist/codes if not given)\n')
  process.exitCode = 2
} else {
  const written = await writePages(folder, staticPages())
  process.stdout.write(`${written} pages: open ${path.join(folder, 'index.html')}\n`)
}
