import fs from 'node:fs/promises'

/**
 * Has a folder written that replaces what lay there. When writing fails, the older one stays.
 *
 * @param mark the file by which an older one is known
 * @throws {Error} when the folder holds anything else, which then stays
 */
export async function replaceFolder(
  folder: string,
  mark: string,
  write: (part: string) => Promise<void>,
): Promise<void> {
  await checkFree(folder, mark)
  const part = `${folder}.part`
  await fs.rm(part, { recursive: true, force: true })
  await fs.mkdir(part, { recursive: true })
  await write(part)
  await fs.rm(folder, { recursive: true, force: true })
  await fs.rename(part, folder)
}

/** An older build may go; a folder that is none may not. */
async function checkFree(folder: string, mark: string): Promise<void> {
  const found = await fs.readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (found.length > 0 && !found.includes(mark)) {
    throw new Error(`${folder} holds something else: name a folder that is new or empty`)
  }
}
