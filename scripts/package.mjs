/**
 * `npm run package`: packages the application with electron-builder; on Linux the unpacked folder
 * dist/linux-unpacked. `npm run package -- --all` makes the installers too, which needs downloads.
 */
import path from 'node:path';
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
  const binding = await prepareSqliteBinding(runtime.version, cacheFolder());
  const installers = process.argv.includes('--all');
  const target = installers ? undefined : 'dir';
  await packageApplication({
    projectDir: projectRoot,
    targets: Platform.current().createTarget(target),
    publish: 'never',
    config: {
      extends: CONFIG,
      electronDist: runtime.distDir,
      electronVersion: runtime.version,
      // better-sqlite3 looks in its build/Release before its prebuilt files.
      ...(binding
        ? {
            files: [
              {
                from: path.dirname(binding),
                to: 'node_modules/better-sqlite3/build/Release',
                filter: [path.basename(binding)],
              },
            ],
          }
        : {}),
    },
  });
  if (runtime.source === 'fallback') {
    say(
      `this package is for testing only: it holds Electron ${runtime.version} from the npm registry; build one to give away where the official Electron can be downloaded`,
    );
  }
});
