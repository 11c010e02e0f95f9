import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importBundle } from './import-bundle.ts'

const patient = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Perera', given: ['Kamala'] }], gender: 'female' }
const target = { facilityId: '00000000-0000-7000-8000-00000000000f', wardId: '00000000-0000-7000-8000-0000000000aa' }

describe('a bundle that is imported again', () => {
  it('given a resource that has changed at its source, then the report names it and why it was left as it is', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'bundle-')), 'one.json')
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ fullUrl: 'urn:uuid:p1', resource: patient }],
    }
    await writeFile(file, JSON.stringify(bundle))
    const answering = (changed: boolean) => ({
      get: () => Promise.reject(new Error('not asked')),
      post: async <T>(_: string, body: unknown) => {
        const { commands } = body as { commands: unknown[] }
        return { outcomes: commands.map(() => ({ changed })) } as T
      },
    })
    expect((await importBundle(file, answering(false), target)).skipped).toEqual([])
    const again = await importBundle(file, answering(true), target)
    expect(again).toMatchObject({ failed: null, skipped: [{ reason: expect.stringContaining('has changed') }] })
  })
})
