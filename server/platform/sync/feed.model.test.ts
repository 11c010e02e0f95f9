import { runOnModelStore } from '../testing/test-service.ts'

runOnModelStore()
await import('./feed.test.ts')
