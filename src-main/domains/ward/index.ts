export { medicinesRouter } from './medicines-router.ts'
export { orderDirections } from './print/order-directions.ts'
export { wardOf } from './queries/ward-of.ts'
export { wardRouter } from './router.ts'
