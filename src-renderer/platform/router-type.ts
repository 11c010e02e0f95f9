export type { FixtureRouter as AppRouter } from '../testing/fixture-router.ts'
