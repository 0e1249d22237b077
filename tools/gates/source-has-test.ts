/** Every source with logic has its test beside it, of the same name. */
import { stripTypeScriptTypes } from 'node:module'
import { isProduct, type SourceFile } from './source-files.ts'
import { codeOnly } from './strip.ts'

/** `exceptions`: path → why it is tested elsewhere. One that is no longer needed is reported too. */
export function untested(
  files: readonly SourceFile[],
  exceptions: Readonly<Record<string, string>>,
): readonly string[] {
  const paths = new Set(files.map((file) => file.path))
  const lacking = files
    .filter((file) => needsTest(file) && !paths.has(testOf(file.path)))
    .map((file) => file.path)
  const unneeded = Object.keys(exceptions).filter((path) => !lacking.includes(path))
  return [
    ...lacking.filter((path) => !exceptions[path]).map((path) => `${path}: no ${testOf(path)}`),
    ...unneeded.map((path) => `${path}: listed in tools/untested-sources.json without need`),
  ]
}

function needsTest(file: SourceFile): boolean {
  const isOurs = isProduct(file) || file.path.startsWith('tools/')
  if (!isOurs || /\.test\.ts$|\.d\.ts$|\/index\.ts$|\/(?:bin|testing)\//.test(file.path))
    return false
  return /\.[mt]?[jt]s$/.test(file.path) && hasLogic(file)
}

/** Whether anything runs that could be wrong: types vanish, constants and re-exports do not compute. */
export function hasLogic(file: SourceFile): boolean {
  const isTypeScript = file.path.endsWith('.ts')
  const running = isTypeScript ? stripTypeScriptTypes(file.text) : file.text
  return /\bfunction\b|=>|\bclass\b|\b(?:if|for|while)\s*\(/.test(codeOnly(running))
}

function testOf(path: string): string {
  return path.replace(/\.[mt]?[jt]s$/, '.test.ts')
}
