import { runOnModelStore } from '../testing/test-service.ts'

runOnModelStore()
await import('./execute.test.ts')
