/**
 * `npm run package`: packages the application with electron-builder; on Linux the unpacked folder
 * dist/linux-unpacked. `-- --all` makes the installers, which needs downloads; `-- --output=DIR` puts the
 * result elsewhere.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Platform, build as packageApplication } from 'electron-builder';
import { buildIfStale } from './runtime/build.mjs';
import { cacheFolder, projectRoot } from './runtime/paths.mjs';
import { runScript, say } from './runtime/report.mjs';
import { resolveElectron } from './runtime/resolve.mjs';
import { prepareSqliteBinding } from './runtime/sqlite-binding.mjs';

const CONFIG = path.join(projectRoot, 'electron-builder.yml');

await runScript(async () => {
  await buildIfStale();
  const runtime = await resolveElectron();
  const compiled = await prepareSqliteBinding(runtime.version, cacheFolder());
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean', default: false },
      output: { type: 'string', default: path.join(projectRoot, 'dist') },
    },
  });
  await packageApplication({
    projectDir: projectRoot,
    targets: Platform.current().createTarget(values.all ? undefined : 'dir'),
    publish: 'never',
    config: {
      extends: CONFIG,
      directories: { output: values.output },
      electronDist: runtime.distDir,
      electronVersion: runtime.version,
      afterPack: removeDefaultApp,
      ...(compiled ? { files: [shipCompiled(compiled)] } : {}),
    },
  });
  if (runtime.source === 'fallback') {
    say(
      `this package is for testing only: it holds Electron ${runtime.version} from the npm registry; build one to give away where the official Electron can be downloaded`,
    );
  }
});

/**
 * Puts a compiled SQLite where better-sqlite3 looks before its prebuilt files. It goes through out/,
 * because electron-builder takes nothing from system folders such as /var.
 * @param {string} compiled
 */
function shipCompiled(compiled) {
  const folder = path.join(projectRoot, 'out', 'native');
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(compiled, path.join(folder, path.basename(compiled)));
  return {
    from: folder,
    to: 'node_modules/better-sqlite3/build/Release',
    filter: [path.basename(compiled)],
  };
}

/**
 * Removes what an unpacked Electron has for opening any folder: a package opens only itself.
 * @param {{ appOutDir: string }} context
 */
async function removeDefaultApp({ appOutDir }) {
  const resources = process.platform === 'darwin' ? 'Tillwise.app/Contents/Resources' : 'resources';
  fs.rmSync(path.join(appOutDir, resources, 'default_app.asar'), { force: true });
  fs.rmSync(path.join(appOutDir, 'version'), { force: true });
}
