export { itemOfCommand } from './queries/items.ts'
export { inboxRouter } from './router.ts'
