import { readdirSync, readlinkSync } from 'node:fs'
import { mkdir, mkdtemp, rmdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generationOf } from '../platform/sync/epoch-name.ts'
import { auditKey, openEpoch } from './epoch.ts'

const target = (fd: string) => {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`)
  } catch {
    return ''
  }
}
const folder = () => mkdtemp(join(tmpdir(), 'epoch-'))

describe('the epoch tells a restored database', () => {
  it('Given a first start, then an epoch begins and nothing was restored', async () => {
    expect(await openEpoch(await folder(), { ward: 0 })).toMatchObject({ restored: false, epoch: expect.any(String) })
  })

  it('Given it is saved again while it is being saved, then both end well and the last that was seen stands', async () => {
    const dir = await folder()
    const keeper = await openEpoch(dir, { ward: 0 })
    const saves = Array.from({ length: 20 }, (_, i) => {
      keeper.note('ward', i + 1)
      return keeper.save()
    })
    await Promise.all(saves)
    expect(await openEpoch(dir, { ward: 20 })).toMatchObject({ restored: false, epoch: keeper.epoch })
    expect(await openEpoch(dir, { ward: 19 })).toMatchObject({ restored: true })
  })

  it('Given a database at or after what was seen, then the epoch stays', async () => {
    const dir = await folder()
    const first = await openEpoch(dir, { ward: 0 })
    first.note('ward', 7)
    await first.save()
    expect(await openEpoch(dir, { ward: 9 })).toMatchObject({ restored: false, epoch: first.epoch })
  })

  it('Given a database behind what was seen, then a new epoch begins, once', async () => {
    const dir = await folder()
    const first = await openEpoch(dir, { ward: 0, patients: 0 })
    first.note('ward', 7)
    await first.save()
    const second = await openEpoch(dir, { ward: 6, patients: 3 })
    expect(second.restored).toBe(true)
    expect(second.epoch).not.toBe(first.epoch)
    expect(generationOf(second.epoch)).toBe(generationOf(first.epoch) + 1)
    expect(await openEpoch(dir, { ward: 6, patients: 3 })).toMatchObject({ restored: false, epoch: second.epoch })
  })

  it('Given a database that lacks nothing but refusals, which leave no version, then a new epoch begins', async () => {
    const dir = await folder()
    const first = await openEpoch(dir, { ward: 7, [auditKey('ward')]: 20 })
    first.add(auditKey('ward'), 3)
    await first.save()
    expect(await openEpoch(dir, { ward: 7, [auditKey('ward')]: 20 })).toMatchObject({ restored: true })
  })

  it('Given the file of a version that knew no audit links, then nothing was restored', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'epoch.json'), '{"epoch":"e1","seen":{"ward":7}}')
    const opened = await openEpoch(dir, { ward: 7, [auditKey('ward')]: 20 })
    expect(opened).toMatchObject({ restored: false, epoch: 'e1' })
  })

  it.runIf(process.platform === 'linux')(
    'Given a full disk, when it is tried again and again, then no file is left open',
    async () => {
      const dir = await folder()
      const keeper = await openEpoch(dir, { ward: 0 })
      await symlink('/dev/full', join(dir, 'epoch.json.new'))
      const open = () => readdirSync('/proc/self/fd').filter((fd) => target(fd) === '/dev/full').length
      for (let ver = 1; ver <= 3; ver++) {
        keeper.note('ward', ver)
        await expect(keeper.save()).rejects.toThrow(/ENOSPC/)
      }
      expect(open()).toBe(0)
    },
  )

  it('Given a disk that took no save, when there is room again, then the next save writes what the first could not', async () => {
    const dir = await folder()
    const first = await openEpoch(dir, { ward: 0 })
    first.note('ward', 7)
    await mkdir(join(dir, 'epoch.json.new'))
    await expect(first.save()).rejects.toThrow()
    await rmdir(join(dir, 'epoch.json.new'))
    await first.save()
    expect(await openEpoch(dir, { ward: 6 })).toMatchObject({ restored: true })
  })

  it('Given a file that cannot be read, then a restore cannot be excluded and a new epoch begins', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'epoch.json'), '{"epoch":"e1","se')
    expect(await openEpoch(dir, { ward: 5 })).toMatchObject({ restored: true })
  })
})
