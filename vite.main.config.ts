import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const installed = ['electron', 'better-sqlite3', 'electron-updater']
const builtin = builtinModules.flatMap((name) => [name, `node:${name}`])

/** Main process and preload as CommonJS; what is not installed beside the packaged app is bundled. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: resolve(import.meta.dirname, 'dist/main'),
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
