import { expect, it } from 'vitest'
import { applied, MemoryStore, refusal, testId } from '../../../testing/memory-store.ts'
import { RebuildRequest } from '../records.ts'
import { askRebuild } from './ask-rebuild.ts'
import { revokeWorkstation } from './revoke-workstation.ts'

const deviceId = testId(70)

it('given a workstation, when it is asked twice, then the last request counts, and each is one of its own', () => {
  const store = new MemoryStore()
  const first = applied(store.run(askRebuild, { deviceId })).result.request
  const second = applied(store.run(askRebuild, { deviceId })).result.request
  expect(second).not.toBe(first)
  expect(store.get(RebuildRequest, deviceId)).toMatchObject({ request: second })
})

it('given a revoked workstation, when a rebuild is asked for, then it is refused', () => {
  const store = new MemoryStore()
  applied(store.run(revokeWorkstation, { deviceId, reason: 'stolen' }))
  expect(refusal(store.run(askRebuild, { deviceId }))).toBe('WORKSTATION_REVOKED_ALREADY')
})
