import { describe, expect, test } from 'vitest'
import { listTargets } from './targets.ts'

const standIn = {
  kind: 'test-runtime',
  folder: '/cache',
  executable: '/cache/electron',
  sqliteAddon: '/cache/a.node',
} as const

describe('Given the stand-in on Linux', () => {
  test('Then every Windows target says what it needs, and Linux dir can be built', () => {
    const targets = listTargets(standIn, 'linux')
    expect(targets.map((target) => `${target.platform} ${target.name}`)).toEqual([
      'linux dir',
      'linux AppImage',
      'linux deb',
      'win nsis',
      'win msi',
    ])
    expect(targets[0]?.blocked).toBeUndefined()
    for (const target of targets.slice(3)) expect(target.blocked).toContain('Electron for Windows')
  })

  test('When mksquashfs is not installed, Then AppImage names the package to install', () => {
    const path = process.env.PATH
    process.env.PATH = '/nowhere'
    const appImage = listTargets(standIn, 'linux').find((target) => target.name === 'AppImage')
    process.env.PATH = path
    expect(appImage?.blocked).toBe('needs mksquashfs: apt-get install squashfs-tools')
  })

  test('When the same is tried on Windows, Then Linux targets send the caller to Linux', () => {
    const targets = listTargets({ ...standIn, kind: 'electron' }, 'win32')
    expect(targets.filter((target) => target.blocked === undefined).map((target) => target.name)).toEqual([
      'nsis',
      'msi',
    ])
    expect(targets[0]?.blocked).toContain('on Linux')
  })
})
