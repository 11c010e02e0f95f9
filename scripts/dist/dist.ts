import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type DistArguments, readArguments } from './arguments.ts'
import { readFuses } from './fuses.ts'
import { packageApp } from './package-app.ts'
import { type DistRuntime, findRuntime } from './runtime.ts'
import { type DistTarget, listTargets } from './targets.ts'

/**
 * `npm run dist -- [--version X] [--out DIR] [--project DIR] [--only dir]`: packages a built app for every target this machine can
 * make, and says for each other what it needs. Exits 1 when nothing was built.
 */
const options = readArguments(process.argv.slice(2))
const builtMain = join(options.project, 'dist', 'main', 'main.cjs')
if (!existsSync(builtMain)) throw new Error(`${builtMain} is missing: build the app first (npm run build)`)

const runtime = await findRuntime()
const targets = listTargets(runtime, process.platform).filter(wanted)
const possible = targets.filter((target) => target.blocked === undefined)
const files = possible.length === 0 ? [] : await packageApp(options, runtime, possible)
printTargets(targets)
await printFiles(files)
if (possible.length > 0) await printFuses(options, runtime)
if (runtime.kind === 'test-runtime') printStandInNotice(possible)
process.exitCode = possible.length === 0 ? 1 : 0

function wanted(target: DistTarget): boolean {
  return options.only.length === 0 || options.only.includes(target.name)
}

function printTargets(listed: readonly DistTarget[]): void {
  console.log('\nTargets')
  for (const target of listed) {
    const outcome = target.blocked === undefined ? 'built' : `not built here: ${target.blocked}`
    console.log(`  ${`${target.platform} ${target.name}`.padEnd(15)} ${outcome}`)
  }
}

async function printFiles(paths: readonly string[]): Promise<void> {
  console.log(`\nIn ${options.out}`)
  for (const path of paths) {
    const { size } = await stat(path)
    console.log(`  ${relative(options.out, path)}  ${(size / 1e6).toFixed(1)} MB`)
  }
}

async function printFuses(from: DistArguments, packaged: DistRuntime): Promise<void> {
  const executable =
    process.platform === 'win32'
      ? join(from.out, 'win-unpacked', 'carecode-workstation.exe')
      : join(from.out, 'linux-unpacked', 'carecode-workstation')
  console.log(`\nFuses, read back from ${relative(from.out, executable)}`)
  for (const { fuse, state } of await readFuses(executable)) {
    const note = state === 'absent' ? ` (this ${packaged.kind} has no such fuse)` : ''
    console.log(`  ${fuse.padEnd(38)} ${state}${note}`)
  }
}

function printStandInNotice(built: readonly DistTarget[]): void {
  console.log(
    '\nThe runtime inside is a STAND-IN for Electron (25.1.1, another product): for tests only, not for distribution.',
  )
  console.log('A release is built where npx install-electron has fetched the real one.')
  if (built.some((target) => target.name === 'AppImage') && process.env.APPIMAGE_TOOLS_PATH?.includes('.cache')) {
    console.log('The AppImage starts with our own launcher, which needs squashfs-tools where it runs.')
  }
}
