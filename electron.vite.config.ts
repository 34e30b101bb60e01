import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * Seven entries share the engine's chunks: the application, five worker threads, and the headless host of
 * `npm run serve`. All land directly in out/main, so that `./import-worker.js` is beside every chunk.
 */
const mainEntries = Object.fromEntries(
  Object.entries({
    index: 'src/main/index.ts',
    'import-worker': 'src/main/core/imports/worker/import-worker.ts',
    'export-worker': 'src/main/core/export/export-worker.ts',
    'verify-worker': 'src/main/core/kpi/verify-worker.ts',
    'migrate-worker': 'src/main/core/db/migrate-worker.ts',
    'away-reader-worker': 'src/main/core/db/away-reader-worker.ts',
    serve: 'src/main/hosts/node.ts',
  }).filter(([, file]) => existsSync(path.join(root, file))),
);

/** The oldest runtime used is Electron 33: Chromium 130, Node 20. */
const NODE_TARGET = 'node20';
const PAGE_TARGET = 'chrome130';

/** Files that travel beside the code that reads them: folder in the program → where they come from. */
const SHIPPED = {
  migrations: 'src/main/core/db/migrations',
  docs: 'src/main/http/docs',
};

const shipFiles = {
  name: 'ship-files',
  generateBundle(this: {
    emitFile(file: { type: 'asset'; fileName: string; source: string }): void;
  }) {
    for (const [folder, from] of Object.entries(SHIPPED)) {
      for (const name of readdirSync(path.join(root, from))) {
        if (!/\.(sql|html|css|js)$/.test(name)) continue;
        const source = readFileSync(path.join(root, from, name), 'utf8');
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source });
      }
    }
  },
};

export default defineConfig({
  main: {
    plugins: [shipFiles],
    build: {
      target: NODE_TARGET,
      sourcemap: true,
      externalizeDeps: { include: ['better-sqlite3'] },
      rolldownOptions: {
        input: mainEntries,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk-[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      // A sandboxed preload is one CommonJS file with nothing to require but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: PAGE_TARGET,
      minify: true,
      rolldownOptions: { input: path.join(root, 'src/renderer/index.html') },
    },
  },
});
