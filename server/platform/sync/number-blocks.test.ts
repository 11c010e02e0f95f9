import { describe, expect, it } from 'vitest'
import { ward } from '../../../src-shared/domains/ward/index.ts'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import type { Lease } from '../../../src-shared/sync/protocol.ts'
import { wardConstraints } from '../../services/ward/migrations/constraints.ts'
import { realPorts } from '../ports.ts'
import { modelStore } from '../testing/model-store/store.ts'
import { epochName, generationOf } from './epoch-name.ts'
import { createServiceRuntime } from './runtime.ts'
import { newId } from './testing.ts'

const registry = new Registry([ward])
const store = modelStore({ registry, service: 'ward', constraints: wardConstraints })

const facilityId = newId()
const lendIn = (generation: number): Promise<Lease> =>
  createServiceRuntime({
    ...realPorts,
    ...{ service: 'ward', facilityId, registry, store, utcOffsetMinutes: 330 },
    epoch: epochName(generation, 'life'),
  }).lease(newId(), { clientId: newId(), sequence: 'bht' })

const apart = (a: Lease, b: Lease) => a.to < b.from || b.to < a.from

describe('numbers after several restores', () => {
  // seed 795411768 of the simulator: the second restore of one copy lent what the first had lent
  it('given a copy that is restored twice, then each life lends numbers that no other one lent', async () => {
    const before = await lendIn(0)
    const copy = store.copy()
    const lost = await lendIn(0)
    store.restore(copy)
    const once = await lendIn(1)
    store.restore(copy)
    const twice = await lendIn(2)
    expect(apart(once, twice)).toBe(true)
    for (const later of [once, twice]) expect([apart(before, later), apart(lost, later)]).toEqual([true, true])
  })

  it('given a copy from before the first number, then what was lent since is not lent again', async () => {
    const empty = modelStore({ registry, service: 'ward', constraints: wardConstraints }).copy()
    store.restore(empty)
    const lost = await lendIn(0)
    store.restore(empty)
    const after = await lendIn(1)
    expect(apart(lost, after)).toBe(true)
  })

  it('given an epoch that was named before generations were counted, then it is the first', () => {
    expect(generationOf('3f6b2c1e-7d1a-4b52-9a40-1f6f0c7f9a11')).toBe(0)
    expect(generationOf(epochName(12, 'x'))).toBe(12)
  })
})
