export { wardMigrations } from './migrations/index.ts'
export { wardRouter } from './router.ts'
