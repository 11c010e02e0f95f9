import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sectionOf, withSection } from './section.ts'

let dir: string
let page: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'carecode-section-'))
  page = join(dir, 'page.md')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('given a page without the section, when it is written, then it stands behind everything else', () => {
  writeFileSync(page, '# Page\n\ntext\n')
  expect(withSection(page, 'x', 'new')).toBe('# Page\n\ntext\n\n<!-- x -->\nnew\n<!-- end of x -->\n')
})

it('given a page with the section, when it is written again, then only the section is another', () => {
  writeFileSync(page, 'before\n<!-- x -->\nold $& text\n<!-- end of x -->\nafter\n')
  const text = withSection(page, 'x', 'costs $& and $1')
  expect(text).toBe('before\n<!-- x -->\ncosts $& and $1\n<!-- end of x -->\nafter\n')
})

it('given no page or no end of the section, then there is no section', () => {
  expect(sectionOf(page, 'x')).toBe('')
  writeFileSync(page, '<!-- x -->\nold')
  expect(sectionOf(page, 'x')).toBe('')
})
