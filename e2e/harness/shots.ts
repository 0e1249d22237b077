import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page, PageScreenshotOptions } from 'playwright-core'
import type { Scope } from './scope.ts'
import { tempDir } from './temp-dir.ts'

/** Where screenshots go: the directory that `E2E_SHOTS` names, to be looked at, or one that is removed. */
export async function shotsDir(scope: Scope): Promise<string> {
  const dir = process.env['E2E_SHOTS'] ?? join(await tempDir(scope), 'shots')
  await mkdir(dir, { recursive: true })
  return dir
}

/**
 * Takes a screenshot. Chromium on a busy machine now and then says that it cannot just now, when it has
 * not drawn anything yet; that, and nothing else, is asked for again, a few times.
 */
export async function takeShot(page: Page, options: PageScreenshotOptions): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await page.screenshot(options)
      return
    } catch (error) {
      if (tries === TRIES_MAX || !/Unable to capture screenshot/.test(String(error))) throw error
    }
  }
}

const TRIES_MAX = 5
