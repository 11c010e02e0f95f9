import { runOnModelStore } from '../testing/test-service.ts'

runOnModelStore()
await import('./compact.test.ts')
