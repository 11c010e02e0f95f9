import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { findProgram } from './programs.ts'

/**
 * Takes fpm's place (a download) for electron-builder's deb target: the same arguments, packed by dpkg-deb.
 * Knows what electron-builder passes for a deb, and stops at anything else.
 */
const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    s: { ...text, short: 's' },
    t: { ...text, short: 't' },
    depends: { ...text, short: 'd', multiple: true },
    'deb-recommends': { ...text, multiple: true },
    force: { type: 'boolean' },
    'deb-compression': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
    'deb-priority': text,
  },
})

if (values.t !== 'deb' || values.package === undefined)
  throw new Error('Packs deb only, into the file that --package names')
const packer = findProgram('dpkg-deb')
if (packer === undefined) throw new Error('dpkg-deb is missing')
const root = mkdtempSync(join(tmpdir(), 'deb-'))
try {
  for (const mapping of positionals) copyInto(root, mapping)
  writeControl(join(root, 'DEBIAN'))
  chmodSync(root, 0o755)
  const compression = values['deb-compression'] ?? 'xz'
  execFileSync(packer, ['--root-owner-group', `-Z${compression}`, '-z1', '--build', root, values.package])
} finally {
  rmSync(root, { recursive: true, force: true })
}

/** `from=/to`; a trailing slash on `from` means the folder's content. */
function copyInto(base: string, mapping: string): void {
  const split = mapping.lastIndexOf('=')
  const from = mapping.slice(0, split)
  const to = join(base, mapping.slice(split + 1))
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  chmodSync(to, statSync(from).mode & 0o755)
}

function writeControl(folder: string): void {
  mkdirSync(folder)
  writeFileSync(join(folder, 'control'), controlFields())
  if (values['after-install'] !== undefined) copyScript(values['after-install'], join(folder, 'postinst'))
  if (values['after-remove'] !== undefined) copyScript(values['after-remove'], join(folder, 'postrm'))
}

function copyScript(from: string, to: string): void {
  copyFileSync(from, to)
  chmodSync(to, 0o755)
}

function controlFields(): string {
  const [summary = '', ...details] = (values.description ?? '').trim().split('\n')
  const fields = [
    ['Package', values.name],
    ['Version', values.version],
    ['Architecture', values.architecture],
    ['Maintainer', values.maintainer],
    ['Section', values.category ?? 'default'],
    ['Priority', values['deb-priority']],
    ['Depends', values.depends?.join(', ')],
    ['Recommends', values['deb-recommends']?.join(', ')],
    ['Homepage', values.url],
    ['Description', [summary, ...details.map((line) => ` ${line.trim() || '.'}`)].join('\n')],
  ]
  return `${fields.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n')}\n`
}
