import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { projectDir } from '../../scripts/paths.ts'

export const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
export const THEMES = ['day', 'night'] as const
export type Theme = (typeof THEMES)[number]

const folder = join(projectDir, 'artifacts', 'screens')

/** Pictures of what is shown now, in every size, to the ignored artifacts/screens. */
export async function picture(page: Page, name: string, theme: Theme): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await page.screenshot({ path: join(folder, `${name}-${theme}-${size.width}.png`) })
  }
  await page.setViewportSize(SIZES[0])
}
