import { runOnModelStore } from '../testing/test-service.ts'

runOnModelStore()
await import('./claims.test.ts')
