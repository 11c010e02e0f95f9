import { expect, it } from 'vitest'
import { applied, MemoryStore, refusal, testId } from '../../../testing/memory-store.ts'
import { WorkstationGrant } from '../records.ts'
import { grantScopes } from './grant-scopes.ts'
import { revokeWorkstation } from './revoke-workstation.ts'

const deviceId = testId(70)

it('given a workstation, when scopes are granted twice, then the last word counts and each scope is named once', () => {
  const store = new MemoryStore()
  applied(store.run(grantScopes, { deviceId, scopes: ['staff'] }))
  applied(store.run(grantScopes, { deviceId, scopes: ['ward:b', 'patient', 'ward:b'] }))
  expect(store.get(WorkstationGrant, deviceId)).toMatchObject({ scopes: ['patient', 'ward:b'], revokedAt: null })
})

it('given a revoked workstation, when it is granted or revoked again, then both are refused and it holds nothing', () => {
  const store = new MemoryStore()
  applied(store.run(revokeWorkstation, { deviceId, reason: 'stolen' }))
  expect(refusal(store.run(grantScopes, { deviceId, scopes: ['patient'] }))).toBe('WORKSTATION_REVOKED_ALREADY')
  expect(refusal(store.run(revokeWorkstation, { deviceId, reason: 'again' }))).toBe('WORKSTATION_REVOKED_ALREADY')
  expect(store.get(WorkstationGrant, deviceId)).toMatchObject({ scopes: [], reason: 'stolen' })
})
