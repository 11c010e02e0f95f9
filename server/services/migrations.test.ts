import { describe, expect, it } from 'vitest'
import { identityMigrations } from './identity/migrations/index.ts'
import { patientsMigrations } from './patients/migrations/index.ts'
import { pharmacyMigrations } from './pharmacy/migrations/index.ts'
import { wardMigrations } from './ward/migrations/index.ts'

describe('the steps of a released schema', () => {
  it.each([
    ['identity', identityMigrations, ['platform-0001-sync', '0001-rows', '0002-devices']],
    ['patients', patientsMigrations, ['platform-0001-sync', '0001-rows']],
    ['pharmacy', pharmacyMigrations, ['platform-0001-sync', '0001-formulary']],
    ['ward', wardMigrations, ['platform-0001-sync', '0001-rows']],
  ])('given a database of version 1.0.0 of %s, then it begins with the same steps and only has more', (...each) => {
    const [, migrations, released] = each
    expect(migrations.slice(0, released.length).map(({ id }) => id)).toEqual(released)
  })
})
