import { runOnModelStore } from '../testing/test-service.ts'

runOnModelStore()
await import('./inbox.test.ts')
