import fs from 'node:fs/promises'
import path from 'node:path'

/**
 * The licences of bundled packages, which go with every copy of them.
 * @param folders of the packages, relative to `root`
 * @throws {Error} for a package without a licence file: it may not be bundled
 */
export async function noticesOf(root: string, folders: readonly string[]): Promise<string> {
  const notices = await Promise.all(folders.map((folder) => noticeOf(path.join(root, folder))))
  return `Parts of lib/ are made from these packages.\n\n${notices.join('\n')}`
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(
    await fs.readFile(path.join(folder, 'package.json'), 'utf8'),
  ) as { readonly name: string; readonly version: string }
  const licence = (await fs.readdir(folder)).find((file) => /^licen[cs]e/i.test(file))
  if (licence === undefined) throw new Error(`${name} has no licence file: it cannot be bundled`)
  return `${name} ${version}\n\n${await fs.readFile(path.join(folder, licence), 'utf8')}`
}
