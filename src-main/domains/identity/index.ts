export { identityMigrations } from './migrations/index.ts'
export { listStaff, staffDirectory, staffName } from './queries/staff.ts'
