import { loadPatched } from '../../support/patched-code.ts'
import { DEFECTS } from './defects.ts'

/**
 * `node --import …/hook.ts` with PLANTED=<name of a defect>: the product's code is loaded with the defect in it, and the
 * files stay as they are.
 */
const planted = DEFECTS.find(({ name }) => name === process.env.PLANTED)
if (!planted) throw new Error(`PLANTED names no defect: ${process.env.PLANTED}`)
loadPatched(planted.patches)
