import { builtinModules } from 'node:module'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const builtin = builtinModules.flatMap((name) => [name, `node:${name}`])
/** pg asks for its native half only where somebody wants it; fastify for a logger that is off. */
const absent = ['pg-native']

/** Gateway and services for an image that holds Node.js and these files alone. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: resolve(import.meta.dirname, 'dist/server'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        service: resolve(import.meta.dirname, 'server/app/service-main.ts'),
        gateway: resolve(import.meta.dirname, 'server/app/gateway-main.ts'),
      },
      external: [...absent, ...builtin],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
    },
  },
  ssr: { noExternal: true, external: [...absent, ...builtin] },
})
