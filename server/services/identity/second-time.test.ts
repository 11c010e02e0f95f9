import { afterAll, beforeAll, expect, it } from 'vitest'
import { ChartAccess, identity, POLICY_DEFAULTS, Policy } from '../../../src-shared/domains/identity/index.ts'
import { RebuildRequest } from '../../../src-shared/domains/identity/records.ts'
import { Registry } from '../../../src-shared/kernel/domain.ts'
import type { AnyKind } from '../../../src-shared/kernel/kind.ts'
import { withTestDatabase } from '../../platform/postgres/testing.ts'
import { ADMINISTRATOR, newId, openTestService, type TestService } from '../../platform/sync/testing.ts'
import { identityConstraints } from './migrations/constraints.ts'
import { identityMigrations } from './migrations/index.ts'

const database = withTestDatabase()
let service: TestService
beforeAll(async () => {
  const of = { service: 'identity', migrations: identityMigrations, constraints: identityConstraints }
  service = await openTestService(database, new Registry([identity]), of)
})
afterAll(() => service?.close())

async function execute(name: string, input: Record<string, unknown>) {
  const entry = { commandId: newId(), name, version: 1, input, actor: ADMINISTRATOR, occurredAt: Date.now() }
  return (await service.runtime.execute([entry]))[0]?.result ?? {}
}
const only = async (kind: AnyKind) => (await service.rows(kind)).map(({ row, rev }) => ({ ...row, rev }))

// each of them wrote its row without having read it, so that the second time was refused with ROW_CHANGED
it('given the charts that a person opens, when they are set a second time, then the last word counts', async () => {
  const { userId } = await execute('identity.addUser', { username: 'nimali', displayName: 'Nimali', roles: ['nurse'] })
  const [one, two] = [newId(), newId()]
  await execute('identity.setChartAccess', { userId, wards: [one] })
  await execute('identity.setChartAccess', { userId, wards: [two] })
  expect(await only(ChartAccess)).toEqual([{ id: userId, wards: [two], rev: 2 }])
})

it('given the policy of terminals, when it is set a second time, then the last word counts', async () => {
  await execute('identity.setPolicy', { ...POLICY_DEFAULTS })
  await execute('identity.setPolicy', { ...POLICY_DEFAULTS, lockSeconds: 120 })
  expect(await only(Policy)).toEqual([expect.objectContaining({ lockSeconds: 120, rev: 2 })])
})

it('given a workstation that was asked to fetch its data anew, when it is asked again, then the last request counts', async () => {
  const deviceId = newId()
  await execute('identity.askRebuild', { deviceId })
  const { request } = await execute('identity.askRebuild', { deviceId })
  expect(await only(RebuildRequest)).toEqual([expect.objectContaining({ id: deviceId, request, rev: 2 })])
})
