export type { AppRouter } from '../../src-main/app/router.ts'
