import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generationOf } from '../../platform/sync/epoch-name.ts'
import { auditKey, openEpoch } from '../epoch.ts'
import { openServiceEpoch, takeBackEpochs } from './service-epoch.ts'

const folder = () => mkdtemp(join(tmpdir(), 'epochs-'))
const at = (ver: number) => ({ ward: ver, [auditKey('ward')]: ver })

describe('the epoch of a service that is taken apart and put back', () => {
  it('Given a server that ran in one process, when the ward runs apart, then its epoch stays', async () => {
    const dir = await folder()
    const together = await openEpoch(dir, { ...at(5), patients: 9 })
    const apart = await openServiceEpoch(dir, 'ward', at(5))
    expect(apart).toMatchObject({ epoch: together.epoch, restored: false })
    expect((await openServiceEpoch(dir, 'ward', at(5))).epoch).toBe(apart.epoch)
  })

  it('Given a database that is older than the common file says, when the ward runs apart, then its epoch is a new one', async () => {
    const dir = await folder()
    const together = await openEpoch(dir, at(5))
    const apart = await openServiceEpoch(dir, 'ward', at(4))
    expect([apart.restored, apart.epoch === together.epoch]).toEqual([true, false])
  })

  it('Given nothing happened to any database, when all run together again, then the epoch stays and the files are one', async () => {
    const dir = await folder()
    const { epoch } = await openEpoch(dir, at(5))
    const apart = await openServiceEpoch(dir, 'ward', at(5))
    apart.note('ward', 8)
    await apart.save()
    await takeBackEpochs(dir)
    expect(await openEpoch(dir, at(8))).toMatchObject({ epoch, restored: false })
    expect(await readdir(dir)).toEqual(['epoch.json'])
  })

  it('Given what the ward has seen apart, when its database is older as all run together again, then it is told', async () => {
    const dir = await folder()
    await openEpoch(dir, at(5))
    const apart = await openServiceEpoch(dir, 'ward', at(5))
    apart.note('ward', 8)
    await apart.save()
    await takeBackEpochs(dir)
    expect((await openEpoch(dir, at(7))).restored).toBe(true)
  })

  it('Given a restore while the ward ran apart, when all run together again, then none goes back to an epoch that it has left', async () => {
    const dir = await folder()
    const before = await openEpoch(dir, at(5))
    const apart = await openServiceEpoch(dir, 'ward', at(4))
    await takeBackEpochs(dir)
    const after = await openEpoch(dir, at(4))
    expect([before.epoch, apart.epoch]).not.toContain(after.epoch)
    expect(generationOf(after.epoch)).toBe(generationOf(apart.epoch) + 1)
  })
})
