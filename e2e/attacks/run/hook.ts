import { loadPatched, type Patch } from '../../support/patched-code.ts'

/** `node --import …/hook.ts` with PATCHES=<JSON of patches>. */
loadPatched(JSON.parse(process.env.PATCHES ?? '[]') as Patch[])
