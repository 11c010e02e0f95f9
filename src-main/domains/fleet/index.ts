export { fleetRouter } from './router.ts'
