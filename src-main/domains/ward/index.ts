export { medicinesRouter } from './medicines-router.ts'
export { wardOf } from './queries/ward-of.ts'
export { wardRouter } from './router.ts'
