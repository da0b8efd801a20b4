import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** The program is fetched while boot.ts runs. */
function preloadProgram(): Plugin {
  return {
    name: 'preload-program',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle, path }) => {
        const program = Object.values(bundle ?? {}).find(
          (one) => one.type === 'chunk' && one.facadeModuleId?.endsWith('/renderer/main.tsx') === true,
        )
        if (program === undefined || !path.endsWith('index.html')) return html
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `./${program.fileName}` }
        return { html, tags: [{ tag: 'link', attrs, injectTo: 'head' }] }
      },
    },
  }
}

// Targets are the oldest runtime we run on (Electron 33: Chromium 130, Node 20.18), see docs/notes/runtime.md.
// Everything is bundled: the packaged program holds no node_modules.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/app/main',
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: 'main/index.ts',
          networkWorker: 'main/workers/networkWorker.ts',
          parserWorker: 'main/workers/parserWorker.ts',
          backupWorker: 'main/workers/backupWorker.ts',
          libraryWorker: 'main/workers/libraryWorker.ts',
          moveWorker: 'main/workers/moveWorker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/app/preload',
      target: 'node20.18',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), preloadProgram()],
    build: {
      outDir: 'out/app/renderer',
      target: 'chrome130',
      minify: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: 'renderer/index.html', article: 'renderer/article.html' } },
    },
  },
})
