import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `--mode fixture` builds the same screens over the fixture link, to be looked at without a host. */
export default defineConfig(({ mode }) => {
  const fixture = mode === 'fixture'
  return {
    root: resolve(import.meta.dirname, fixture ? 'src-renderer/testing' : 'src-renderer'),
    base: './',
    plugins: [react()],
    build: {
      outDir: resolve(import.meta.dirname, fixture ? 'artifacts/renderer-fixture' : 'dist/renderer'),
      emptyOutDir: true,
      target: 'chrome114',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      reportCompressedSize: true,
    },
  }
})
