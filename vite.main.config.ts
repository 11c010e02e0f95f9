import { copyFileSync, mkdirSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { printAssets } from './src-main/platform/printing/assets.ts'

const installed = ['electron', 'better-sqlite3', 'electron-updater']
const builtin = builtinModules.flatMap((name) => [name, `node:${name}`])

const outDir = resolve(import.meta.dirname, 'dist/main')

/** Type and programs that printing reads at run time, under the names that it knows. */
const copyPrintAssets: Plugin = {
  name: 'print-assets',
  writeBundle() {
    const { resolve: find } = createRequire(import.meta.url)
    mkdirSync(resolve(outDir, 'print'), { recursive: true })
    for (const [name, from] of Object.entries(printAssets)) copyFileSync(find(from), resolve(outDir, 'print', name))
  },
}

/** Main process and preload as CommonJS; what is not installed beside the packaged app is bundled. */
export default defineConfig({
  plugins: [copyPrintAssets],
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node18',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        main: resolve(import.meta.dirname, 'src-main/app/main.ts'),
        preload: resolve(import.meta.dirname, 'src-main/app/preload.ts'),
      },
      external: [...installed, ...builtin],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
    },
  },
  ssr: { noExternal: true, external: [...installed, ...builtin] },
})
