import { runOnModelStore } from '../testing/test-service.ts'

runOnModelStore()
await import('./push.test.ts')
