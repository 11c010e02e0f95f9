import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'

// dependency-cruiser reads 0 modules and says nothing where it cannot use the compiler: that must not look like success
const LEAST_MODULES = 100

const options = await extractOptions('./.dependency-cruiser.cjs')
const roots = ['src-shared', 'src-main', 'src-renderer', 'server', 'scripts', 'e2e']
const { output } = await cruise(roots, options, undefined, { tsConfig: extractTsConfig('./tsconfig.json') })
if (typeof output === 'string') throw new Error('dependency-cruiser gave text where a result was expected')

const { violations, totalCruised } = output.summary
for (const { rule, from, to } of violations) console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`)
if (totalCruised < LEAST_MODULES) {
  console.error(`only ${totalCruised} modules were read: the check is blind`)
  process.exit(1)
}
console.log(`architecture: ${totalCruised} modules, ${violations.length} violations`)
process.exit(violations.length > 0 ? 1 : 0)
